"""The rules of layout: one file a kind; ``rendering.lint.book`` finds them."""
