"""What a person has said: the conversation and its address."""
