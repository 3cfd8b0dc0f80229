"""The functions as they are packaged, in a place like Lambda's: /opt, /var/task, the real adapter, the runtime client."""
