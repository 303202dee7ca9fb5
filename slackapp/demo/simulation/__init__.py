"""Months of an invented workspace in minutes, through the real app: are its nudges polite?"""
