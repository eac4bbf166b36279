"""What is compiled from the submitted reports: a frozen, numbered snapshot that can be followed down."""
