"""The front: where people talk to Khabar."""
