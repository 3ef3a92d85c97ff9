"""Words of the first pages, per language; placeholders where only the operator knows."""

HOME = {
    "de": (
        "Startseite",
        "Digital lernen, ein Leben lang",
        "Kurse von Kitas, Schulen, Hochschulen, Bibliotheken und Betrieben in Cottbus/Chóśebuz "
        "und der Lausitz: kostenlos ausprobieren, im eigenen Tempo lernen, mit Zertifikat.",
    ),
    "en": (
        "Home",
        "Digital learning for every age",
        "Courses by day nurseries, schools, universities, libraries and companies in "
        "Cottbus/Chóśebuz and Lusatia: try them freely, learn at your own pace, earn a "
        "certificate.",
    ),
}
INDEXES = {
    "partners": {"de": ("Partner", "partnerseiten"), "en": ("Partners", "partner-pages")},
    "courses": {"de": ("Kurse", "kursseiten"), "en": ("Courses", "course-pages")},
    "articles": {"de": ("Aktuelles", "aktuelles"), "en": ("News", "news")},
}
# title, slug, introduction, paragraphs
ARTICLE = {
    "de": (
        "So fangen Sie an",
        "so-fangen-sie-an",
        "Drei Wege in die Lernkette: ausprobieren, einschreiben, mitmachen.",
        ["Viele Kurse haben eine Lektion, die Sie ohne Konto lesen können. So sehen Sie vorher, ob "
         "ein Kurs zu Ihnen passt.",
         "Zum Einschreiben legen Sie ein Konto an. Ihr Fortschritt bleibt gespeichert, und am Ende "
         "steht ein Zertifikat, das jeder prüfen kann.",
         "Sie wollen selbst Wissen weitergeben? Einrichtungen aus Cottbus/Chóśebuz und der "
         "Lausitz können Partner werden."],
    ),
    "en": (
        "How to begin",
        "how-to-begin",
        "Three ways in: try a lesson, enrol, take part.",
        ["Many courses open one lesson that needs no account, so that you can see whether a course "
         "suits you.",
         "To enrol, create an account. Your progress is kept, and at the end there is a "
         "certificate that anyone can verify.",
         "Do you want to pass on what you know? Organisations in Cottbus/Chóśebuz and Lusatia can "
         "become partners."],
    ),
}  # fmt: skip
# How a text begins that only the operator can write.
PLACEHOLDERS = ("Platzhalter", "Placeholder")
# slug of the German page → language → (title, slug, paragraphs; ## begins a heading)
FOOTER = {
    "impressum": {
        "de": (
            "Impressum",
            "impressum",
            ["Platzhalter: Wer diese Seite betreibt, ersetzt diesen Text durch die Angaben nach "
             "§ 5 Digitale-Dienste-Gesetz (Name, Anschrift, Vertretung, Kontakt)."],
        ),
        "en": (
            "Imprint",
            "imprint",
            ["Placeholder: the operator replaces this text by the details the law asks for "
             "(name, address, representative, contact)."],
        ),
    },
    "datenschutz": {
        "de": (
            "Datenschutz",
            "datenschutz",
            ["Platzhalter: Die verantwortliche Stelle und ihr Datenschutzbeauftragter sind hier "
             "zu nennen.",
             "Gespeichert werden: Benutzername, auf Wunsch E-Mail-Adresse und Anzeigename, "
             "Einschreibungen, Lernfortschritt, Antworten in Tests und Zertifikate. Kein Werkzeug "
             "beobachtet Sie, keine Seite lädt etwas von anderen Anbietern.",
             "Cookies gibt es nur für die Anmeldung, den Schutz von Formularen, die Bestätigung "
             "nach dem Absenden und, bis zum Ende des Schultags, für Geräte einer Klasse. "
             "Protokolle enthalten keine Namen, Adressen oder Antworten."],
        ),
        "en": (
            "Privacy",
            "privacy",
            ["Placeholder: name the controller and the data-protection officer here.",
             "We store: user name, e-mail address and display name if you give them, enrolments, "
             "progress, quiz answers and certificates. Nothing tracks you, no page loads anything "
             "from others.",
             "Cookies serve sign-in, the protection of forms, the sentence after sending one and, "
             "until the end of the school day, devices of a class. Logs hold no names, "
             "addresses or answers."],
        ),
    },
    "barrierefreiheit": {
        "de": (
            "Barrierefreiheit",
            "barrierefreiheit",
            ["Platzhalter: Die Erklärung nach BITV 2.0 nennt den Stand der Prüfung, bekannte "
             "Mängel und das Durchsetzungsverfahren.",
             "Alle Seiten lassen sich ohne JavaScript, nur mit der Tastatur und mit doppelter "
             "Schriftgröße benutzen. Wenn Sie auf eine Barriere stoßen, melden Sie sie uns."],
        ),
        "en": (
            "Accessibility",
            "accessibility",
            ["Placeholder: the statement under BITV 2.0 names the state of testing, known "
             "shortcomings and the enforcement procedure.",
             "All pages work without JavaScript, by keyboard alone and with text at double size. "
             "If you meet a barrier, please report it."],
        ),
    },
    "hilfe": {
        "de": (
            "Hilfe",
            "hilfe",
            ["## Einen Kurs finden",
             'Unter <a href="/de/kurse/">Kurse</a> suchen Sie nach Wörtern oder wählen aus, was zu '
             "Ihnen passt. Tippfehler und fehlende Umlaute schaden nicht. Viele Kurse haben eine "
             "Lektion, die Sie ohne Konto ausprobieren.",
             "## Ein Konto anlegen",
             'Sie können <a href="/de/konto/registrieren/">ein Konto anlegen</a>. Wir fragen nur '
             "nach einer Altersgruppe. Unter 16 stimmen zuerst die Eltern zu, per E-Mail oder auf "
             "Papier; mit einer Klassenkarte geht es ohne Konto. Sind Sie älter? Ihre "
             "E-Mail-Adresse bestätigen Sie mit einem Link oder einem Code. Drucken Sie danach im "
             "Konto das Notfallblatt aus.",
             "## Lernen und weitermachen",
             'Unter <a href="/de/lernen/">Mein Lernen</a> stehen Ihre Kurse. Sie machen dort '
             "weiter, wo Sie aufgehört haben, auf jedem Gerät. Antworten und Notizen bleiben "
             "gespeichert; Notizen sehen nur Sie.",
             "## Ein Zertifikat bekommen und prüfen",
             "Wenn Sie fertig sind, bestätigen Sie den Namen, der auf dem Zertifikat stehen soll. "
             "Unter 18 speichern wir keinen Namen: Er wird erst beim Herunterladen eingegeben. "
             'Ob ein Zertifikat echt ist, <a href="/de/zertifikat/">prüfen</a> alle, die den Code '
             "haben. Ein Name steht dort nur, wenn die Person es erlaubt hat.",
             "## Das Passwort vergessen",
             'Sie bekommen <a href="/de/konto/passwort/vergessen/">ein neues Passwort</a> über Ihr '
             "Postfach oder mit einem Code von Ihrem Notfallblatt.",
             "## Etwas funktioniert nicht",
             'Bitte <a href="/de/barriere-melden/">schreiben Sie uns</a>, auch ohne Konto. Kontakt '
             "und Zuständige stehen im Impressum."],
        ),
        "en": (
            "Help",
            "help",
            ["## Finding a course",
             'Under <a href="/en/kurse/">Courses</a> you search by words or choose what suits you. '
             "Typing errors and missing accents do no harm. Many courses open one lesson that you "
             "can try without an account.",
             "## Creating an account",
             'You can <a href="/en/konto/registrieren/">create an account</a>. We only ask for an '
             "age group. Under 16 your parents agree first, by e-mail or on paper; with a "
             "class card no account is needed. If you are older, confirm your address by a link or "
             "a code. After that, print the recovery sheet in your account.",
             "## Learning and going on",
             'Under <a href="/en/lernen/">My learning</a> you find your courses. You go on where '
             "you stopped, on any device. Answers and notes are kept; only you see your notes.",
             "## Getting and verifying a certificate",
             "When you have finished, confirm the name to appear on the certificate. Under 18 we "
             "store no name: it is typed when the certificate is downloaded. Whoever has the code "
             'can <a href="/en/zertifikat/">verify</a> it. A name is shown only where the person '
             "allowed it.",
             "## Forgotten your password",
             'You get <a href="/en/konto/passwort/vergessen/">a new password</a> by e-mail or with '
             "a code from your recovery sheet.",
             "## Something does not work",
             'Please <a href="/en/barriere-melden/">write to us</a>, with or without an account. '
             "Contact and responsible people stand in the imprint."],
        ),
    },
}  # fmt: skip
