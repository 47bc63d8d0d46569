"""What speed and memory are shown by; never by timed tests. See docs/performance.md."""
