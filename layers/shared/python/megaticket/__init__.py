"""The domain of MegaTicket, shared by every function. It knows nothing of chat, HTTP or Lambda."""
