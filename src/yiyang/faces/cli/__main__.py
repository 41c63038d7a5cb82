"""``python -m yiyang.faces.cli`` does what ``yiyang`` does."""

from yiyang.faces.cli import console

if __name__ == "__main__":
    console()
