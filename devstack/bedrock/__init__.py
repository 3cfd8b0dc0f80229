"""Bedrock on one machine: the ConverseStream wire protocol, its rejections and its counting, before a small model."""
