"""The service -> its page in a browser, in Chinese and in English."""
