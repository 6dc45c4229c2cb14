"""The shapes of argument, the engine they run on and a second opinion."""
