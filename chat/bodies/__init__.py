"""What the API answers, shape by shape: `parts` of a case, `money`, and the `whole` bodies made of them."""
