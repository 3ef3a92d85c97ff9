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
# slug of the German page → language → (title, slug, paragraphs)
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
             "Cookies gibt es nur für die Anmeldung und den Schutz von Formularen. Protokolle "
             "enthalten keine Namen, Adressen oder Antworten."],
        ),
        "en": (
            "Privacy",
            "privacy",
            ["Placeholder: name the controller and the data-protection officer here.",
             "We store: user name, e-mail address and display name if you give them, enrolments, "
             "progress, quiz answers and certificates. Nothing tracks you, no page loads anything "
             "from others.",
             "Cookies serve sign-in and the protection of forms only. Logs hold no names, "
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
            ["Suchen Sie im Katalog einen Kurs und öffnen Sie ihn. Eine Lektion können Sie ohne "
             "Konto ausprobieren. Zum Einschreiben legen Sie ein Konto an.",
             "Unter „Mein Lernen“ sehen Sie Ihre Kurse und machen dort weiter, wo Sie aufgehört "
             "haben. Wenn Sie fertig sind, bestätigen Sie den Namen für Ihr Zertifikat.",
             "Ein Zertifikat prüfen Sie mit dem Code oder QR-Code, der darauf steht."],
        ),
        "en": (
            "Help",
            "help",
            ["Search the catalogue and open a course. One lesson can be tried without an account. "
             "To enrol, create an account.",
             "Under “My learning” you find your courses and continue where you stopped. When you "
             "have finished, confirm the name for your certificate.",
             "You verify a certificate by the code or QR code printed on it."],
        ),
    },
}  # fmt: skip
