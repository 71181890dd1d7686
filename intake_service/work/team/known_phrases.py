"""What people here choose first: words, proverbs, songs, rhymes, and the examples of our guides.

Written as it is spoken; passwords are compared without accents, capitals, spaces and stops.
"""

WORDS = """
heslo tajné tajnéheslo mojeheslo kacko káčko kontaktní centrum kcentrum poradna drogy terén
terénní program pracovník pracovnice administrator správce kolega tým streetwork výměna jehla
injekce závislost adiktologie adiktolog harm reduction prevence sociální služba klient poradce
kancelář počítač internet přihlášení otázka odpověď ahoj nazdar čau miluju láska lásko miláček
zlatíčko kočka kočička pejsek kuře sluníčko broučku beruška motýlek maminka tatínek babička
dědeček kamarád kámoš holka kluk rodina domov slunce hvězda květina kytička růže zahrada jahoda
malina čokoláda pivo pivečko víno káva praha brno ostrava plzeň olomouc liberec budějovice hradec
pardubice zlín jihlava česko čechy morava slezsko sparta slavia baník bohemians zbrojovka hokej
fotbal nagano jágr hašek jana petr eva pavel jan tomáš martin jiří josef marie lucie lenka
kateřina veronika michal jakub david lukáš ondřej adam anna tereza petra hana alena zdeněk karel
václav novák nováková svoboda dvořák černý procházka kučera veselý horák němec leden únor březen
duben květen červen červenec srpen září říjen listopad prosinec pondělí úterý středa čtvrtek pátek
sobota neděle jaro léto podzim zima jedna dva tři čtyři pět šest sedm osm devět deset
"""
"""Separated by spaces."""

PHRASES = """
čtyři slova, která spolu nesouvisí
správný kůň baterie svorka
correct horse battery staple
tajné heslo do počítače
Skákal pes přes oves
přes zelenou louku
šel za ním myslivec
péro na klobouku
pejsku náš, co děláš
žes tak vesel stále
řek bych vám, nevím sám
hop a skákal dále
Pec nám spadla, pec nám spadla
kdopak nám ji postaví
starý pecař není doma
a mladý to neumí
Kočka leze dírou, pes oknem
nebude-li pršet, nezmoknem
Holka modrooká, nesedávej u potoka
Prší, prší, jen se leje
kam koníčky pojedeme
Travička zelená, to je moje potěšení
Ach synku, synku, doma-li jsi
tatíček se ptá, oral-li jsi
Já do lesa nepojedu
Okolo Hradce v malé zahrádce
Okolo Frýdku cestička
Ovčáci, čtveráci
Když jsem já sloužil to první léto
Maličká su, husy pasu
Bejvávalo, bejvávalo dobře
Červený šátečku, kolem se toč
Pod naším okýnkem roste z růží keř
Sedí liška pod dubem, má píšťalku s bubnem
Na tom našem dvoře všechno to krákoře
Vyletěla holubička ze skály
Spi, Janíčku, spi, dám ti jablka tři
Halí, belí, koně v zelí
Houpy, houpy, kočka snědla kroupy
Vařila myšička kašičku
na zeleném rendlíčku
Paci, paci, pacičky, táta koupil botičky
To je zlaté posvícení
Polámal se mraveneček
ví to celá obora
o půlnoci zavolali mravenčího doktora
Ententýky, dva špalíky
čert vyletěl z elektriky
Enyky benyky kliky bé
Ťuky, ťuky, ťuk, kdo je to
Šel pes do lesa a potkal dlaždiče
Běžel zajíc kolem plotu
Leze ježek, leze v lese
Jede, jede mašinka
kouří se jí z komínka
Adam měl sedm synů
Zlatá brána otevřená
Čížečku, čížečku, ptáčku maličký
Rolničky, rolničky, kdopak vám dal hlas
Narodil se Kristus Pán, veselme se
Nesem vám noviny, poslouchejte
Půjdem spolu do Betléma
Štědrej večer nastal
Kde domov můj, kde domov můj
voda hučí po lučinách
bory šumí po skalinách
Nad Tatrou sa blýska
Jožin z bažin močálem se plíží
Sladké mámení, tajné sny
Holubí dům, já jsem tu cizinec
Jednou budem dál
Modlitba pro Martu
Ať mír dál zůstává s touto krajinou
Náměšť, tak vidíš, lásko
Tři oříšky pro Popelku
Kdepak ty ptáčku hnízdo máš
Slunečnice, slunečnice
Dívka s perlami ve vlasech
Lásko, zapomeň, že jsem žil
Není nutno, není nutno, aby bylo přímo veselo
Dokud se zpívá, ještě se neumřelo
Bez práce nejsou koláče
Ranní ptáče dál doskáče
Kdo jinému jámu kopá, sám do ní padá
Lež má krátké nohy
Mluviti stříbro, mlčeti zlato
Komu se nelení, tomu se zelení
Kdo se moc ptá, moc se dozví
Tak dlouho se chodí se džbánem pro vodu
až se ucho utrhne
Co je šeptem, to je s čertem
Co se v mládí naučíš, ve stáří jako když najdeš
Co můžeš udělat dnes, neodkládej na zítřek
Jak se do lesa volá, tak se z lesa ozývá
Jablko nepadá daleko od stromu
Darovanému koni na zuby nehleď
Devatero řemesel, desátá bída
Dvakrát měř, jednou řež
Host do domu, Bůh do domu
Když se dva perou, třetí se směje
Kdo mlčí, souhlasí
Kdo pozdě chodí, sám sobě škodí
Kdo uteče, vyhraje
Kdo se směje naposled, ten se směje nejlépe
Kam čert nemůže, nastrčí bábu
Kapr kapra, kaprovi kapr
Když kocour není doma, myši mají pré
Každý svého štěstí strůjcem
Láska prochází žaludkem
Líná huba, holé neštěstí
Na každém šprochu pravdy trochu
Není všechno zlato, co se třpytí
Nechval dne před večerem
Neříkej hop, dokud nepřeskočíš
Nehas, co tě nepálí
Oko za oko, zub za zub
Opakování je matka moudrosti
Práce kvapná, málo platná
Pýcha předchází pád
Sejde z očí, sejde z mysli
Stará láska nerezaví
Starého psa novým kouskům nenaučíš
Sytý hladovému nevěří
Trpělivost růže přináší
Vrána k vráně sedá
rovný rovného si hledá
Vlk se nažral a koza zůstala celá
Všude dobře, doma nejlépe
V nouzi poznáš přítele
Za málo peněz málo muziky
Zvyk je železná košile
Žádný učený z nebe nespadl
Život není peříčko
Škoda každé rány, která padne vedle
Pravda vítězí
Pravda a láska musí zvítězit nad lží a nenávistí
Příliš žluťoučký kůň úpěl ďábelské ódy
Nechť již hříšné saxofony ďáblů rozezvučí síň
Strč prst skrz krk
Tři sta třicet tři stříbrných stříkaček
Na Řehoře čáp letí přes moře
Byl jednou jeden král
Za devatero horami a devatero řekami
Žili šťastně až do smrti
Kde se vzal, tu se vzal
Sezame, otevři se
Stolečku, prostři se
Hrnečku, vař
Karkulko, kam jdeš
Babičko, proč máš tak velké oči
Byl pozdní večer, první máj
večerní máj byl lásky čas
hrdliččin zval ku lásce hlas
Pojď, Honzíku, pojď
Osudové svatby nejsou v kalendáři
Miluju tě, lásko moje
Mám tě rád
Být či nebýt, to je oč tu běží
Otče náš, jenž jsi na nebesích
Zdrávas Maria, milosti plná
Andělíčku, můj strážníčku
opatruj mi mou dušičku
Harry Potter a kámen mudrců
Pán prstenů společenstvo prstenu
Ať tě provází síla
Zima se blíží
abeceda začíná písmenem a
jedna dvě tři čtyři pět
cos to Janku cos to sněd
šest sedm osm devět deset
"""
"""One a line."""
