"""The words that the demo's names are made of. All companies and people are made up."""

from __future__ import annotations

FEATURES = ("Reports", "Automations", "Dashboards", "Exports", "Integrations", "Alerts", "Mobile app", "API")
EDITIONS = ("Silver", "Gold", "Platinum")
INDUSTRIES = ("Software", "Manufacturing", "Healthcare", "Financial services",
              "Retail", "Logistics", "Education", "Energy")  # fmt: skip
REGIONS = ("EMEA", "AMER", "APAC", "LATAM")
ROLES = ("Decision Maker", "Executive Sponsor", "Primary Contact", "User")
OWNERS = ("Amara Diallo", "Ben Whitfield", "Carla Núñez", "Dev Patel", "Elif Aydın",  # noqa: RUF001
          "Fionn O'Brien", "Grace Lim", "Henrik Sørensen", "Isabel Rocha", "Jonas Weiß")  # fmt: skip

PRODUCTS = ("Workspace", "Insights", "Connect")
TAGS = ("strategic", "beta", "design partner", "press")
CONTRACT_TYPES = ("monthly", "annual", "multi-year")
GRADES = ("Low", "Medium", "High")
FITS = ("Poor", "Fair", "Good")
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
SALES_CLASSES = ("A", "B", "C")
# What a customer wants to do with the product, the lowest edition it takes, and the feature.
USE_CASES = (
    ("Board reporting", "Silver", "Reports"),
    ("Team dashboards", "Silver", "Dashboards"),
    ("Field work", "Silver", "Mobile app"),
    ("Workflow automation", "Gold", "Automations"),
    ("Data pipelines", "Gold", "API"),
    ("Partner portals", "Platinum", "Integrations"),
    ("Compliance archive", "Platinum", "Exports"),
)
BENEFITS = ("Faster reporting", "Lower costs", "Fewer errors", "New revenue")
CHURN_REASONS = ("Competitor", "Price", "Out of business", "Missing feature", "No longer needed")
ARTICLES = (
    ("Getting started", "guide"), ("Your first dashboard", "guide"), ("Alerts that help", "guide"),
    ("Automations in ten minutes", "video"), ("Reports for the board", "video"), ("Exports explained", "faq"),
    ("Users and rights", "faq"), ("API basics", "course"), ("Certified analyst", "course"),
)  # fmt: skip

INTERNAL_NAMES = ("Internal Sandbox", "QA Test – do not use", "Sales Demo (EMEA)",  # noqa: RUF001
                  "Training Tenant", "Load Test 01", "Support Playground")  # fmt: skip

FIRST_WORDS = (
    "Alder", "Amber", "Arctic", "Beacon", "Birch", "Bluefin", "Brass", "Bright", "Canyon", "Cedar", "Cinder", "Clover",
    "Cobalt", "Copper", "Coral", "Crane", "Delta", "Drift", "Ember", "Fallow", "Fern", "Flint", "Foxglove", "Garnet",
    "Granite", "Harbour", "Hazel", "Heron", "Indigo", "Iron", "Jasper", "Juniper", "Kestrel", "Kite", "Lantern",
    "Larch", "Linden", "Lumen", "Maple", "Marlin", "Meadow", "Mosaic", "Nimbus", "North", "Oak", "Onyx", "Orchard",
    "Osprey", "Pebble", "Pine", "Quarry", "Quill", "Raven", "Ridge", "River", "Rowan", "Saffron", "Sage", "Sparrow",
    "Summit", "Tamarind", "Teal", "Thistle", "Tidal", "Umber", "Vale", "Verdant", "Willow", "Wren", "Zephyr",
)  # fmt: skip
SECOND_WORDS = ("bridge", "brook", "field", "ford", "gate", "haven", "hill", "line", "mark", "point", "stone", "ware",
                "water", "way", "wood", "works")  # fmt: skip
TRADES = {
    "Software": ("Analytics", "Systems", "Cloud", "Data", "Labs"),
    "Manufacturing": ("Industries", "Maschinenbau", "Tooling", "Plastics", "Components"),
    "Healthcare": ("Clinics", "Health", "Medical", "Diagnostics", "Care"),
    "Financial services": ("Capital", "Insurance", "Credit Union", "Leasing", "Partners"),
    "Retail": ("Stores", "Outfitters", "Foods", "Home", "Trading"),
    "Logistics": ("Freight", "Logistics", "Couriers", "Shipping", "Warehousing"),
    "Education": ("Academy", "Learning", "Institute", "College", "Press"),
    "Energy": ("Energy", "Solar", "Wind", "Power", "Utilities"),
}
LEGAL_FORMS = {
    "EMEA": ("GmbH", "Ltd", "AB", "SAS", "BV", ""),
    "AMER": ("Inc.", "LLC", "Corp.", "", ""),
    "APAC": ("Pty Ltd", "Pte. Ltd.", "K.K.", "", ""),
    "LATAM": ("S.A.", "Ltda.", "S. de R.L.", "", ""),
}
PLACES = ("North", "South", "East", "West", "Europe", "Pacific", "Central", "Coast")

GIVEN_NAMES = (
    "Adaeze", "Aiko", "Akira", "Alejandra", "Amelie", "Anaïs", "Anders", "Anjali", "Astrid", "Bao", "Beatriz", "Björn",
    "Camila", "Chidi", "Chloé", "Claire", "Daniel", "Diego", "Dmitri", "Eleni", "Emily", "Esra", "Fatima", "Felipe",
    "François", "George", "Hana", "Hannah", "Ines", "Ivan", "James", "Jan", "Jin", "João", "Julia", "Jürgen", "Kavita",
    "Kwame", "Lars", "Laura", "Leila", "Liam", "Lucía", "Marek", "Maria", "Mateo", "Mei", "Michael", "Nadia", "Noah",
    "Olga", "Omar", "Paul", "Priya", "Rafael", "Ravi", "Renée", "Rosa", "Ruth", "Sanjay", "Sara", "Siobhán", "Sofia",
    "Tariq", "Thomas", "Tomás", "Ursula", "Valeria", "Victor", "Wei", "Yara", "Yusuf", "Zoë",
)  # fmt: skip
FAMILY_NAMES = (
    "Abara", "Álvarez", "Andersson", "Bakker", "Becker", "Bianchi", "Brown", "Castillo", "Chen", "Costa", "D'Amico",
    "Dubois", "Edwards", "Eriksen", "Fischer", "Fujita", "García", "Green", "Gupta", "Haddad", "Hansen", "Hoffmann",
    "Ibáñez", "Ito", "Jansen", "Jones", "Kamau", "Kaya", "Kim", "Kowalski", "Køhler", "Laurent", "Lee", "Lindqvist",
    "MacLeod", "Martins", "Mensah", "Moreau", "Müller", "Nakamura", "Nguyen", "Novák", "O'Connell", "O'Neill",
    "Okafor", "Oliveira", "Öztürk", "Park", "Patel", "Petrov", "Quinn", "Rahman", "Reyes", "Rossi", "Santos",
    "Schäfer", "Schneider", "Sharma", "Silva", "Singh", "Smith", "Søndergaard", "Strauß", "Suzuki", "Tanaka", "Taylor",
    "Tran", "van der Berg", "Vargas", "Walker", "Wang", "Weber", "Yılmaz", "Zając", "Zhang",  # noqa: RUF001
)  # fmt: skip
