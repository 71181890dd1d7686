"""Security keys as a second factor (WebAuthn), beside the app and the codes on paper.

The password still opens everything; a key only stands in for the code. It is the one way in that
needs a script in the browser.
"""
