"""`python -m webui` is the command `alur`."""

from webui.commands import main

main()
