"""What HTTP needs besides the routes: headers, assets, limits, logs."""
