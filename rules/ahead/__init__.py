"""Looking ahead: what may still come, what hangs on what, what to ask next."""
