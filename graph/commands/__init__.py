"""The commands of `findings`, one module a command. They compose the stages; nothing else does."""
