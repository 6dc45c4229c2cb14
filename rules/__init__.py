"""What follows from needs: rules that argue, the engine they run on, and look-ahead over all answers."""
