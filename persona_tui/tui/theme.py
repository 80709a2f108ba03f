"""The program's own look, dark and light. Widgets name theme variables, never colours."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="persona-dark",
    primary="#6fb8a8",
    secondary="#93a7bd",
    accent="#6fb8a8",
    warning="#e2b866",
    error="#e58471",
    success="#8cc48a",
    foreground="#dbe1e8",
    background="#13171c",
    surface="#181d24",
    panel="#212833",
    dark=True,
    variables={
        "footer-background": "#181d24",
        "footer-key-foreground": "#6fb8a8",
        "footer-description-foreground": "#a9b4c0",
        "input-selection-background": "#6fb8a8 35%",
        "block-cursor-text-style": "none",
    },
)

LIGHT = Theme(
    name="persona-light",
    primary="#0f6e63",
    secondary="#4d6275",
    accent="#0f6e63",
    warning="#8a5a00",
    error="#a8321f",
    success="#2c6e2f",
    foreground="#20262c",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e8e5dd",
    dark=False,
    variables={
        "footer-background": "#f4f2ed",
        "footer-key-foreground": "#0f6e63",
        "footer-description-foreground": "#4a545e",
        "input-selection-background": "#0f6e63 25%",
        "block-cursor-text-style": "none",
    },
)

THEMES = (DARK, LIGHT)
DEFAULT = DARK.name
