"""The codes of what an institution can do, which placing, signing and searches ask for."""

CAPABILITIES = (
    *("ED", "STROKE_CENTRE", "CHEST_PAIN_CENTRE", "TRAUMA_CENTRE", "DIALYSIS", "VENTILATOR"),
    *("REHABILITATION", "DEMENTIA_CARE", "TCM", "ISOLATION", "ICU", "IMAGING", "LABORATORY"),
    *("INFUSION", "OXYGEN", "PALLIATIVE_CARE", "TUBE_CARE", "TUBE_FEEDING", "WOUND_CARE"),
    *("FAMILY_DOCTOR", "HOME_VISIT", "EMERGENCY_CALL", "LONG_TERM_CARE"),
)
