"""`python -m cetu` does what `cetu` does."""

from cetu.cli import main

if __name__ == "__main__":
    main()
