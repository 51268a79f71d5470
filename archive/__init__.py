"""What was received, understood, found, approved and sent, kept for ever."""
