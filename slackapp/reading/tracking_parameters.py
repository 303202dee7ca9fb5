"""Parameters that say how somebody came to a page, never which page it is.

Each is named in the documentation of the service that adds it; names that some site uses for
content (ref, source, id, s …) have no place here.
"""

_TRACKING = frozenset(
    {
        *("gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid"),  # Google Ads, Merchant Center
        *("_ga", "_gl"),  # Google Analytics, linker between domains
        "fbclid",  # Meta
        *("igshid", "igsh"),  # Instagram, share links
        "msclkid",  # Microsoft Advertising, auto-tagging
        *("mc_cid", "mc_eid"),  # Mailchimp, campaign and recipient
        *("_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking"),  # HubSpot
        *("yclid", "ysclid", "_openstat"),  # Yandex Direct, Metrica
        *("twclid", "ref_src"),  # X: click id, embedded posts
        "ttclid",  # TikTok
        "li_fat_id",  # LinkedIn
        "mkt_tok",  # Marketo
        "vero_id",  # Vero
        *("oly_enc_id", "oly_anon_id"),  # Omeda Olytics
    }
)
_FAMILIES = ("utm_", "mtm_")  # Google Analytics, Matomo


def is_tracking(parameter: str) -> bool:
    """Whether "name=value" is one of them."""
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_FAMILIES)
