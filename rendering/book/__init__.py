"""What a book is made of: pages that we fill ourselves, so that their numbers are known."""
