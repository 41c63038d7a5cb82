"""``python -m yiyang.faces.cli`` does what ``yiyang`` does."""

from yiyang.faces.cli import main

if __name__ == "__main__":
    main()
