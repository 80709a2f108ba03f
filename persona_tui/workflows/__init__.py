"""One function per act a person does; the command line and the screens call the same ones."""
