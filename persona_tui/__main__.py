"""`python -m persona_tui` is the command `persona-tui`."""

from persona_tui.cli.main import main

if __name__ == "__main__":
    main()
