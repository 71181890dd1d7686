"""The people of the desk: who they are, how they log in, their keys and second factors."""
