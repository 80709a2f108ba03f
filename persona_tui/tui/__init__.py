"""The app. The only room that knows Textual."""
