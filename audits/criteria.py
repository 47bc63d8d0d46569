"""The success criteria of WCAG that axe can test in part: number, level, name, and what each means for a resident.

Names: W3C, "Web Content Accessibility Guidelines (WCAG) 2.2"; the Latvian ones follow the terms of the Latvian translation of WCAG 2.1.
Law asks for the criteria of level A and AA of WCAG 2.1 (MK noteikumi Nr. 445; LVS EN 301 549); AAA and those new in 2.2 it does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.types import Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion; ``since`` is the version of WCAG that brought it. One that is ``sampled`` is tested on some pages of a site only."""

    number: str
    level: str
    name: Text
    why: Text
    advice: Text
    since: str = "2.0"
    sampled: bool = False

    @property
    def tag(self) -> str:
        """What axe calls it: ``wcag111``."""
        return "wcag" + self.number.replace(".", "")

    @property
    def lawful(self) -> bool:
        """Whether law asks for it."""
        return self.level != "AAA" and self.since != "2.2"


CRITERIA = (
    Criterion(
        "1.1.1",
        "A",
        Text("Netekstuāls saturs", "Non-text Content"),
        Text("Kas attēlu neredz, uzzina tā saturu no teksta.", "Whoever does not see a picture learns from text what it shows."),
        Text(
            "Dodiet attēliem un ikonām tekstuālu alternatīvu; rotājumiem – tukšu.",
            "Give pictures and icons a text alternative; decoration an empty one.",
        ),
    ),
    Criterion(
        "1.2.2",
        "A",
        Text("Subtitri (ierakstītam saturam)", "Captions (Prerecorded)"),
        Text("Nedzirdīgs cilvēks uzzina, kas video tiek runāts.", "A deaf person learns what is said in a video."),
        Text("Pievienojiet video subtitrus.", "Add captions to videos."),
    ),
    Criterion(
        "1.3.1",
        "A",
        Text("Informācija un attiecības", "Info and Relationships"),
        Text("Sarakstus, tabulas un grupas ekrānlasītājs nolasa kā tādas.", "A screen reader reads lists, tables and groups as such."),
        Text(
            "Lietojiet saraksta, tabulas un grupu elementus pēc to nozīmes.",
            "Use the elements for lists, tables and groups as they are meant.",
        ),
    ),
    Criterion(
        "1.3.5",
        "AA",
        Text("Ievades mērķa noteikšana", "Identify Input Purpose"),
        Text("Pārlūks pats aizpilda vārdu, adresi un tālruni.", "The browser fills in name, address and telephone by itself."),
        Text("Laukiem par lietotāju norādiet pareizu autocomplete vērtību.", "Give fields about the user the right autocomplete value."),
        "2.1",
    ),
    Criterion(
        "1.4.1",
        "A",
        Text("Krāsu lietojums", "Use of Color"),
        Text(
            "Saiti tekstā pamana arī tas, kas krāsas neatšķir.",
            "A link within text is noticed also by those who do not tell colours apart.",
        ),
        Text("Saites tekstā pasvītrojiet.", "Underline links within text."),
    ),
    Criterion(
        "1.4.2",
        "A",
        Text("Audio vadība", "Audio Control"),
        Text("Skaņa, kas ieslēdzas pati, neļauj dzirdēt ekrānlasītāju.", "Sound that starts by itself drowns the screen reader."),
        Text("Neatskaņojiet skaņu automātiski vai ļaujiet to apturēt.", "Do not play sound by itself, or let it be stopped."),
    ),
    Criterion(
        "1.4.3",
        "AA",
        Text("Kontrasts (minimālais)", "Contrast (Minimum)"),
        Text(
            "Bālu tekstu vājredzīgs cilvēks vai jebkurš saulē nevar izlasīt.",
            "Pale text cannot be read with weak sight, nor by anyone in the sun.",
        ),
        Text(
            "Tekstam pret fonu nodrošiniet kontrastu vismaz 4,5:1, lielam tekstam 3:1.",
            "Give text a contrast of at least 4.5:1 with its background, large text 3:1.",
        ),
    ),
    Criterion(
        "1.4.4",
        "AA",
        Text("Teksta izmēra maiņa", "Resize Text"),
        Text("Sīku tekstu var palielināt.", "Small text can be enlarged."),
        Text("Neaizliedziet palielināšanu (user-scalable, maximum-scale).", "Do not forbid zooming (user-scalable, maximum-scale)."),
    ),
    Criterion(
        "1.4.6",
        "AAA",
        Text("Kontrasts (uzlabotais)", "Contrast (Enhanced)"),
        Text("Tekstu izlasa arī cilvēks ar ļoti vāju redzi.", "Text can be read also with very weak sight."),
        Text("Tekstam pret fonu nodrošiniet kontrastu vismaz 7:1.", "Give text a contrast of at least 7:1 with its background."),
        sampled=True,
    ),
    Criterion(
        "1.4.12",
        "AA",
        Text("Teksta atstarpes", "Text Spacing"),
        Text("Lasītājs ar disleksiju var palielināt atstarpes.", "A reader with dyslexia can widen the spacing."),
        Text("Nenosakiet atstarpes atribūtā style ar !important.", "Do not fix spacing in style attributes with !important."),
        "2.1",
    ),
    Criterion(
        "2.1.1",
        "A",
        Text("Tastatūra", "Keyboard"),
        Text("Visu var izdarīt bez peles.", "Everything can be done without a mouse."),
        Text("Ritināmām daļām un rāmjiem ļaujiet piekļūt ar taustiņu Tab.", "Let scrolling parts and frames be reached with the Tab key."),
    ),
    Criterion(
        "2.1.3",
        "AAA",
        Text("Tastatūra (bez izņēmumiem)", "Keyboard (No Exception)"),
        Text("Bez peles var izdarīt pilnīgi visu.", "Without a mouse everything can be done, with no exception."),
        Text("Ritināmām daļām ļaujiet piekļūt ar taustiņu Tab.", "Let scrolling parts be reached with the Tab key."),
    ),
    Criterion(
        "2.2.1",
        "A",
        Text("Regulējams laiks", "Timing Adjustable"),
        Text("Lapa nepazūd, pirms to paspēj izlasīt.", "The page does not vanish before it has been read."),
        Text("Nelietojiet meta refresh ar aizturi.", "Do not use a delayed meta refresh."),
    ),
    Criterion(
        "2.2.2",
        "A",
        Text("Pauze, apturēšana, paslēpšana", "Pause, Stop, Hide"),
        Text("Kustīgs teksts traucē lasīt un nav apturams.", "Moving text disturbs reading and cannot be stopped."),
        Text("Nelietojiet marquee un blink.", "Do not use marquee and blink."),
    ),
    Criterion(
        "2.2.4",
        "AAA",
        Text("Pārtraukumi", "Interruptions"),
        Text("Lapa lasīšanu pati nepārtrauc.", "The page does not interrupt reading by itself."),
        Text("Nelietojiet meta refresh.", "Do not use meta refresh."),
    ),
    Criterion(
        "2.4.1",
        "A",
        Text("Bloku apiešana", "Bypass Blocks"),
        Text(
            "Bez peles līdz saturam tiek, neizejot cauri visai izvēlnei.",
            "Without a mouse one reaches the content without going through the whole menu.",
        ),
        Text(
            "Ielieciet saiti «Pāriet uz saturu», virsrakstus un elementu main.",
            "Put in a link “Skip to content”, headings and a main element.",
        ),
    ),
    Criterion(
        "2.4.2",
        "A",
        Text("Lapas nosaukums", "Page Titled"),
        Text("Pēc nosaukuma saprot, kura lapa ir atvērta.", "The title tells which page is open."),
        Text("Ierakstiet elementā title lapas nosaukumu.", "Write the page's name into the title element."),
    ),
    Criterion(
        "2.4.4",
        "A",
        Text("Saites mērķis (kontekstā)", "Link Purpose (In Context)"),
        Text("Ekrānlasītājs pasaka, kurp saite ved.", "A screen reader tells where a link leads."),
        Text("Ierakstiet saitē tekstu vai tās attēlam alternatīvu.", "Put text into the link, or an alternative on its picture."),
    ),
    Criterion(
        "2.4.9",
        "AAA",
        Text("Saites mērķis (tikai saite)", "Link Purpose (Link Only)"),
        Text("Saites atšķir, lasot tikai to sarakstu.", "Links can be told apart from their list alone."),
        Text("Saitēm uz dažādām lapām dodiet dažādus nosaukumus.", "Give links to different pages different names."),
        sampled=True,
    ),
    Criterion(
        "2.5.3",
        "A",
        Text("Iezīme nosaukumā", "Label in Name"),
        Text("Balss vadībā pogu var nosaukt tā, kā tā redzama.", "With voice control a button can be called by what is seen on it."),
        Text("Redzamo tekstu iekļaujiet arī aria-label.", "Include the visible text in aria-label."),
        "2.1",
    ),
    Criterion(
        "2.5.8",
        "AA",
        Text("Mērķa izmērs (minimālais)", "Target Size (Minimum)"),
        Text("Pogai tālrunī var trāpīt arī ar trīcošu roku.", "A button on a phone can be hit also with a trembling hand."),
        Text(
            "Pogām un saitēm nodrošiniet vismaz 24 × 24 pikseļus vai atstarpi.",
            "Make buttons and links at least 24 by 24 pixels, or space them.",
        ),
        "2.2",
        sampled=True,
    ),
    Criterion(
        "3.1.1",
        "A",
        Text("Lapas valoda", "Language of Page"),
        Text("Ekrānlasītājs lapu lasa pareizajā valodā.", "A screen reader reads the page in the right language."),
        Text('Norādiet <html lang="lv">.', 'Write <html lang="lv">.'),
    ),
    Criterion(
        "3.1.2",
        "AA",
        Text("Daļu valoda", "Language of Parts"),
        Text("Svešvalodas vārdus ekrānlasītājs izrunā pareizi.", "A screen reader pronounces foreign words rightly."),
        Text("Atribūtā lang rakstiet derīgu valodas kodu.", "Write a valid language code in the lang attribute."),
    ),
    Criterion(
        "3.2.5",
        "AAA",
        Text("Izmaiņas pēc pieprasījuma", "Change on Request"),
        Text("Lapa mainās tikai tad, kad lasītājs to vēlas.", "The page changes only when the reader wants it."),
        Text("Nelietojiet meta refresh.", "Do not use meta refresh."),
    ),
    Criterion(
        "3.3.2",
        "A",
        Text("Iezīmes vai norādījumi", "Labels or Instructions"),
        Text("Pie katra lauka ir skaidrs, kas jāraksta.", "At each field it is clear what to write."),
        Text("Katram laukam dodiet tieši vienu label.", "Give each field exactly one label."),
    ),
    Criterion(
        "4.1.2",
        "A",
        Text("Nosaukums, loma, vērtība", "Name, Role, Value"),
        Text(
            "Ekrānlasītājs pasaka, kas ir poga, lauks vai rāmis un ko tas dara.",
            "A screen reader tells what a button, field or frame is and does.",
        ),
        Text(
            "Laukiem, pogām un rāmjiem dodiet nosaukumu un pareizas ARIA vērtības.",
            "Give fields, buttons and frames a name and right ARIA values.",
        ),
    ),
)
"""Only criteria for which axe 4.14 has a rule that is neither experimental nor deprecated."""
