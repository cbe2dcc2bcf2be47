"""The demo organisation: Nordhaven Instruments, the same each time, dated around today."""
