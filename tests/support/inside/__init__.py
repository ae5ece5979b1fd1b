"""The part of the test suite that runs in the browser. Sent there by ``support.browser``."""
