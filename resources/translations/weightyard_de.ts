<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>Commit %1</source>
        <translation>Commit %1</translation>
    </message>
    <message>
        <source>: %1 of %2 here</source>
        <translation>: %1 von %2 lokal</translation>
    </message>
    <message numerus="yes">
        <source>: %1 fetched, %n object(s) verified</source>
        <translation>
            <numerusform>: %1 geladen, %n Objekt geprüft</numerusform>
            <numerusform>: %1 geladen, %n Objekte geprüft</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Causes</name>
    <message>
        <source>the catalogue cannot be read</source>
        <translation>der Katalog kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>the script cannot be read</source>
        <translation>das Skript kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>the script has more than %1 KiB and was not read</source>
        <translation>das Skript ist größer als %1 KiB und wurde nicht gelesen</translation>
    </message>
    <message>
        <source>the script is not text in UTF-8</source>
        <translation>das Skript ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>the script is a link, and links are not followed</source>
        <translation>das Skript ist ein Link, und Links wird nicht gefolgt</translation>
    </message>
    <message>
        <source>the script is gone</source>
        <translation>das Skript ist nicht mehr da</translation>
    </message>
    <message>
        <source>a quote, bracket or block that begins here does not end</source>
        <translation>ein Anführungszeichen, eine Klammer oder ein Block beginnt hier und endet nicht</translation>
    </message>
    <message>
        <source>the script is too involved to be read</source>
        <translation>das Skript ist zu verwickelt, um gelesen zu werden</translation>
    </message>
    <message>
        <source>which repository is meant shows only when the script runs: %1</source>
        <translation>welches Repository gemeint ist, zeigt sich erst, wenn das Skript läuft: %1</translation>
    </message>
    <message>
        <source>where it downloads to shows only when the script runs: %1</source>
        <translation>wohin es herunterlädt, zeigt sich erst, wenn das Skript läuft: %1</translation>
    </message>
    <message>
        <source>which revision is meant shows only when the script runs: %1</source>
        <translation>welche Revision gemeint ist, zeigt sich erst, wenn das Skript läuft: %1</translation>
    </message>
    <message>
        <source>whether the git history is to stay shows only when the script runs</source>
        <translation>ob die Git-Historie bleiben soll, zeigt sich erst, wenn das Skript läuft</translation>
    </message>
    <message>
        <source>the clone is moved into several folders: %1</source>
        <translation>der Klon wird in mehrere Ordner verschoben: %1</translation>
    </message>
    <message>
        <source>it downloads into &apos;%1&apos;, outside of the opened folder</source>
        <translation>es lädt in „%1“ herunter, außerhalb des geöffneten Ordners</translation>
    </message>
    <message>
        <source>it downloads through the link &apos;%1&apos;, which leads out of the opened folder</source>
        <translation>es lädt über den Link „%1“ herunter, der aus dem geöffneten Ordner hinausführt</translation>
    </message>
    <message>
        <source>it downloads into a folder with a control character in its name: &apos;%1&apos;</source>
        <translation>es lädt in einen Ordner mit einem Steuerzeichen im Namen herunter: „%1“</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is the folder of another model already: %2</source>
        <translation>„%1“ ist schon der Ordner eines anderen Modells: %2</translation>
    </message>
    <message>
        <source>it takes some files only (%1), in a way that is not read</source>
        <translation>es nimmt nur einige Dateien (%1), auf eine Weise, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>it downloads into the cache of the Hugging Face tools, not into a folder</source>
        <translation>es lädt in den Cache der Hugging-Face-Werkzeuge herunter, nicht in einen Ordner</translation>
    </message>
    <message>
        <source>%1 has no option &apos;%2&apos; that is known here</source>
        <translation>%1 hat keine Option „%2“, die hier bekannt ist</translation>
    </message>
    <message>
        <source>it makes a clone without files (%1)</source>
        <translation>es legt einen Klon ohne Dateien an (%1)</translation>
    </message>
    <message>
        <source>it downloads with %1, which is not read</source>
        <translation>es lädt mit %1 herunter, was nicht gelesen wird</translation>
    </message>
    <message>
        <source>the Hub has no models of the kind &apos;%1&apos;</source>
        <translation>der Hub hat keine Modelle der Art „%1“</translation>
    </message>
    <message>
        <source>the folder has more than %1 files and folders; what comes behind them was not looked at</source>
        <translation>der Ordner enthält mehr als %1 Dateien und Ordner; was danach kommt, wurde nicht angesehen</translation>
    </message>
    <message>
        <source>folders deeper than %1 within each other were not looked at</source>
        <translation>Ordner, die tiefer als %1 ineinander liegen, wurden nicht angesehen</translation>
    </message>
    <message>
        <source>the folder has more than %1 scripts; those behind them were not read</source>
        <translation>der Ordner enthält mehr als %1 Skripte; die übrigen wurden nicht gelesen</translation>
    </message>
    <message>
        <source>the folder cannot be looked into</source>
        <translation>in den Ordner kann nicht hineingesehen werden</translation>
    </message>
    <message>
        <source>the folder of the scripts is not there</source>
        <translation>der Ordner der Skripte ist nicht da</translation>
    </message>
    <message>
        <source>the file became shorter while it was copied</source>
        <translation>die Datei wurde kürzer, während sie kopiert wurde</translation>
    </message>
    <message>
        <source>the copy is not what was copied</source>
        <translation>die Kopie ist nicht das, was kopiert wurde</translation>
    </message>
    <message>
        <source>%1 lies in %2</source>
        <translation>%1 liegt in %2</translation>
    </message>
    <message>
        <source>%1 lies in %2: links lead to %3 and %4</source>
        <translation>%1 liegt in %2: Links führen zu %3 und %4</translation>
    </message>
    <message>
        <source>%1 is a library already</source>
        <translation>%1 ist schon eine Bibliothek</translation>
    </message>
    <message>
        <source>%1 is the library %2 by another name, through a link</source>
        <translation>%1 ist die Bibliothek %2 unter anderem Namen, über einen Link</translation>
    </message>
    <message>
        <source>the window of Weightyard is open</source>
        <translation>das Fenster von Weightyard ist geöffnet</translation>
    </message>
    <message>
        <source>a link is where a file must be</source>
        <translation>ein Link ist, wo eine Datei sein muss</translation>
    </message>
    <message>
        <source>a file is where a folder must be</source>
        <translation>eine Datei ist, wo ein Ordner sein muss</translation>
    </message>
    <message>
        <source>a file or a link is where a folder must be</source>
        <translation>eine Datei oder ein Link ist, wo ein Ordner sein muss</translation>
    </message>
    <message>
        <source>something else is there now</source>
        <translation>inzwischen ist dort etwas anderes</translation>
    </message>
    <message>
        <source>something else is in the way</source>
        <translation>etwas anderes ist im Weg</translation>
    </message>
    <message>
        <source>the original of a script would be kept here, and there is another file</source>
        <translation>das Original eines Skripts käme hierher, und dort ist eine andere Datei</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>einen solchen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>a file that Weightyard did not write is in the way</source>
        <translation>eine Datei, die Weightyard nicht geschrieben hat, ist im Weg</translation>
    </message>
    <message>
        <source>the script was changed by hand since Weightyard wrote it</source>
        <translation>das Skript wurde von Hand geändert, seit Weightyard es geschrieben hat</translation>
    </message>
    <message>
        <source>the file is no catalogue and is not replaced</source>
        <translation>die Datei ist kein Katalog und wird nicht ersetzt</translation>
    </message>
    <message>
        <source>the file was changed by hand since it was converted</source>
        <translation>die Datei wurde nach der Umwandlung von Hand geändert</translation>
    </message>
    <message>
        <source>the original was changed by hand since it was put aside</source>
        <translation>das Original wurde von Hand geändert, seit es beiseitegelegt wurde</translation>
    </message>
    <message>
        <source>the original is gone</source>
        <translation>das Original ist nicht mehr da</translation>
    </message>
    <message>
        <source>the file was changed while it was being converted</source>
        <translation>die Datei wurde während der Umwandlung geändert</translation>
    </message>
    <message>
        <source>nothing was converted here</source>
        <translation>hier wurde nichts umgewandelt</translation>
    </message>
    <message>
        <source>no script here can be converted</source>
        <translation>kein Skript hier lässt sich umwandeln</translation>
    </message>
    <message>
        <source>the list of converted files names one outside of the folder: &apos;%1&apos;</source>
        <translation>die Liste der umgewandelten Dateien nennt eine außerhalb des Ordners: „%1“</translation>
    </message>
    <message>
        <source>something of another kind is in the way</source>
        <translation>etwas anderer Art ist im Weg</translation>
    </message>
    <message>
        <source>a file with other content is in the way</source>
        <translation>eine Datei mit anderem Inhalt ist im Weg</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>the file is larger than any of its kind</source>
        <translation>die Datei ist größer als jede ihrer Art</translation>
    </message>
    <message>
        <source>version %1 of the file, this program knows %2</source>
        <translation>Version %1 der Datei, dieses Programm kennt %2</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>kein JSON-Objekt</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>kein JSON</translation>
    </message>
    <message>
        <source>the file has no version</source>
        <translation>die Datei hat keine Version</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not the repository&apos;s any more</source>
        <translation>„%1“ ist nicht mehr die Datei des Repositorys</translation>
    </message>
    <message>
        <source>the installed model is damaged: &apos;%1&apos; is missing or not what it was</source>
        <translation>das installierte Modell ist beschädigt: „%1“ fehlt oder ist verändert</translation>
    </message>
    <message>
        <source>the file was changed while the model was being mended</source>
        <translation>die Datei wurde geändert, während das Modell repariert wurde</translation>
    </message>
    <message>
        <source>%1 is gone</source>
        <translation>%1 ist nicht mehr da</translation>
    </message>
    <message>
        <source>a file that the manifest does not have was asked for</source>
        <translation>es wurde eine Datei angefordert, die das Manifest nicht enthält</translation>
    </message>
    <message>
        <source>the record names a file outside the model&apos;s folder</source>
        <translation>der Datensatz nennt eine Datei außerhalb des Modellordners</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no model: others are below it, in %2</source>
        <translation>„%1“ ist kein Modell: andere liegen darunter, in %2</translation>
    </message>
    <message>
        <source>the folder holds a copy that Weightyard did not put there, at another revision</source>
        <translation>der Ordner enthält eine Kopie, die nicht von Weightyard ist, mit einer anderen Revision</translation>
    </message>
    <message>
        <source>the folder holds an unfinished copy that Weightyard did not put there (&apos;%1&apos;)</source>
        <translation>der Ordner enthält eine unfertige Kopie, die nicht von Weightyard ist („%1“)</translation>
    </message>
    <message>
        <source>nothing says which repository the folder is a copy of</source>
        <translation>nichts sagt, von welchem Repository der Ordner eine Kopie ist</translation>
    </message>
    <message>
        <source>no weight of the folder is one of %1</source>
        <translation>kein Gewicht des Ordners ist eines von %1</translation>
    </message>
    <message>
        <source>the clone has no commit: git did not finish it</source>
        <translation>der Klon hat keinen Commit: Git hat ihn nicht fertiggestellt</translation>
    </message>
    <message>
        <source>the folder is part of the store of %1</source>
        <translation>der Ordner gehört zum Speicher von %1</translation>
    </message>
    <message>
        <source>the folder is on another volume than the library %1</source>
        <translation>der Ordner liegt auf einem anderen Volume als die Bibliothek %1</translation>
    </message>
    <message>
        <source>a library of Weightyard is in that folder</source>
        <translation>eine Bibliothek von Weightyard liegt in diesem Ordner</translation>
    </message>
    <message>
        <source>the folder was changed while its files were compared</source>
        <translation>der Ordner wurde geändert, während seine Dateien verglichen wurden</translation>
    </message>
    <message>
        <source>the clone has commits that its remote does not have (%1)</source>
        <translation>der Klon hat Commits, die sein Remote nicht hat (%1)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not as the clone&apos;s commit has it</source>
        <translation>„%1“ ist nicht so, wie der Commit des Klons sie hat</translation>
    </message>
    <message>
        <source>git is at work in the clone, or was interrupted there (%1)</source>
        <translation>Git arbeitet in dem Klon oder wurde dort unterbrochen (%1)</translation>
    </message>
    <message>
        <source>other work trees or submodules use the clone&apos;s git folder</source>
        <translation>andere Arbeitsverzeichnisse oder Submodule nutzen den Git-Ordner des Klons</translation>
    </message>
    <message>
        <source>git did not finish the clone that is here (&apos;%1&apos;)</source>
        <translation>Git hat den Klon hier nicht fertiggestellt („%1“)</translation>
    </message>
    <message>
        <source>the clone that is here has pointers in place of files (&apos;%1&apos;)</source>
        <translation>der Klon hier enthält Zeiger anstelle von Dateien („%1“)</translation>
    </message>
    <message>
        <source>git may be at work here: &apos;%1&apos; was changed %2 s ago</source>
        <translation>Git arbeitet hier womöglich: „%1“ wurde vor %2 s geändert</translation>
    </message>
    <message>
        <source>the folder holds a clone of another repository (%1)</source>
        <translation>der Ordner enthält einen Klon eines anderen Repositorys (%1)</translation>
    </message>
    <message>
        <source>the folder holds files that Weightyard did not put there (&apos;%1&apos;)</source>
        <translation>der Ordner enthält Dateien, die nicht von Weightyard sind („%1“)</translation>
    </message>
    <message>
        <source>the folder holds another model (%1)</source>
        <translation>der Ordner enthält ein anderes Modell (%1)</translation>
    </message>
    <message>
        <source>the folder holds commit %1 of this model</source>
        <translation>der Ordner enthält Commit %1 dieses Modells</translation>
    </message>
    <message>
        <source>the record of &apos;%1&apos; leaves the library</source>
        <translation>der Datensatz von „%1“ führt aus der Bibliothek hinaus</translation>
    </message>
    <message>
        <source>the file is not a list of downloads</source>
        <translation>die Datei ist keine Liste von Downloads</translation>
    </message>
    <message>
        <source>download %1 is not understood</source>
        <translation>Download %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>the index cannot be opened</source>
        <translation>der Index kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>the index cannot take a file</source>
        <translation>der Index kann eine Datei nicht aufnehmen</translation>
    </message>
    <message>
        <source>the index cannot be written</source>
        <translation>der Index kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the time of the index cannot be set</source>
        <translation>die Zeit des Index kann nicht gesetzt werden</translation>
    </message>
    <message>
        <source>a file cannot be hashed</source>
        <translation>der Hash einer Datei kann nicht berechnet werden</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1 kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the git folder belongs to another user</source>
        <translation>der Git-Ordner gehört einem anderen Benutzer</translation>
    </message>
    <message>
        <source>the git folder cannot be opened</source>
        <translation>der Git-Ordner kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>the git folder cannot be made</source>
        <translation>der Git-Ordner kann nicht angelegt werden</translation>
    </message>
    <message>
        <source>nothing is ever pushed</source>
        <translation>es wird nie etwas gepusht</translation>
    </message>
    <message>
        <source>the partial has ended</source>
        <translation>der Teildownload ist beendet</translation>
    </message>
    <message>
        <source>a write beyond the object&apos;s end</source>
        <translation>ein Schreibvorgang über das Ende des Objekts hinaus</translation>
    </message>
    <message>
        <source>an incomplete object cannot be finished</source>
        <translation>ein unvollständiges Objekt kann nicht abgeschlossen werden</translation>
    </message>
    <message>
        <source>the folder is on another volume</source>
        <translation>der Ordner liegt auf einem anderen Volume</translation>
    </message>
    <message>
        <source>the folder has a history of its own</source>
        <translation>der Ordner hat eine eigene Historie</translation>
    </message>
    <message>
        <source>the model has a file where this program works</source>
        <translation>das Modell hat eine Datei an einer Stelle, an der dieses Programm arbeitet</translation>
    </message>
    <message>
        <source>a library&apos;s state is here</source>
        <translation>hier liegt der Zustand einer Bibliothek</translation>
    </message>
    <message>
        <source>an unfinished download into this folder is here</source>
        <translation>hier ist ein unfertiger Download in diesen Ordner</translation>
    </message>
    <message>
        <source>another process works here</source>
        <translation>ein anderer Prozess arbeitet hier</translation>
    </message>
    <message>
        <source>process %1 on %2 has worked here for %3 s</source>
        <translation>Prozess %1 auf %2 arbeitet hier seit %3 s</translation>
    </message>
    <message>
        <source>another process has just finished here</source>
        <translation>ein anderer Prozess ist hier gerade fertig geworden</translation>
    </message>
    <message>
        <source>the list of moves is not one that this program wrote</source>
        <translation>die Liste der Verschiebungen stammt nicht von diesem Programm</translation>
    </message>
    <message>
        <source>an object of the tree was not brought along</source>
        <translation>ein Objekt des Trees wurde nicht mitgeliefert</translation>
    </message>
    <message>
        <source>nothing is mounted on %1, where it was by %2</source>
        <translation>auf %1 ist nichts eingehängt, laut %2 war dort etwas</translation>
    </message>
    <message>
        <source>the partial is shorter than what was written to it</source>
        <translation>der Teildownload ist kürzer als das, was hineingeschrieben wurde</translation>
    </message>
    <message>
        <source>the file is not there</source>
        <translation>die Datei ist nicht da</translation>
    </message>
    <message>
        <source>the journal has version %1, this program knows version %2</source>
        <translation>das Journal hat Version %1, dieses Programm kennt Version %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not what was downloaded any more</source>
        <translation>„%1“ ist nicht mehr das, was heruntergeladen wurde</translation>
    </message>
    <message>
        <source>the folder to fill is inside of a model or of Weightyard&apos;s own files</source>
        <translation>der zu füllende Ordner liegt in einem Modell oder in Weightyards eigenen Dateien</translation>
    </message>
    <message>
        <source>the record lacks what every record has</source>
        <translation>dem Datensatz fehlt, was jeder Datensatz hat</translation>
    </message>
    <message>
        <source>the record has a file without path, size or a proper oid</source>
        <translation>der Datensatz hat eine Datei ohne Pfad, Größe oder gültige OID</translation>
    </message>
    <message>
        <source>the volume has no room for it</source>
        <translation>das Volume hat keinen Platz dafür</translation>
    </message>
    <message>
        <source>a link to &apos;%1&apos;, where nothing is</source>
        <translation>ein Link auf „%1“, wo nichts ist</translation>
    </message>
    <message>
        <source>the folder is a library; a model cannot be put over it</source>
        <translation>der Ordner ist eine Bibliothek; ein Modell kann nicht an ihre Stelle treten</translation>
    </message>
    <message>
        <source>the model&apos;s folder would be on another volume than its library</source>
        <translation>der Ordner des Modells läge auf einem anderen Volume als seine Bibliothek</translation>
    </message>
    <message>
        <source>%1 is not a folder</source>
        <translation>%1 ist kein Ordner</translation>
    </message>
    <message>
        <source>it crashed</source>
        <translation>es ist abgestürzt</translation>
    </message>
    <message>
        <source>it ended with code %1</source>
        <translation>es endete mit Code %1</translation>
    </message>
    <message>
        <source>no version in &quot;%1&quot;</source>
        <translation>keine Version in „%1“</translation>
    </message>
    <message>
        <source>process %1 on %2</source>
        <translation>Prozess %1 auf %2</translation>
    </message>
    <message>
        <source>the model was changed by git or by hand since it was installed</source>
        <translation>das Modell wurde seit der Installation durch Git oder von Hand geändert</translation>
    </message>
    <message>
        <source>the clone has another commit or branch checked out than was installed</source>
        <translation>im Klon ist ein anderer Commit oder Branch ausgecheckt als installiert wurde</translation>
    </message>
    <message>
        <source>the model&apos;s .git is not a usual git folder</source>
        <translation>das .git des Modells ist kein gewöhnlicher Git-Ordner</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was changed in the folder, and it is another one in the new version</source>
        <translation>„%1“ wurde im Ordner geändert und ist in der neuen Version eine andere</translation>
    </message>
    <message>
        <source>the new version has &apos;%1&apos;, and a file of yours has that name</source>
        <translation>die neue Version enthält „%1“, und eine eigene Datei hat diesen Namen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of the earlier version is missing or not what it was</source>
        <translation>„%1“ der früheren Version fehlt oder ist verändert</translation>
    </message>
    <message>
        <source>the folder above cannot be written, or is on another volume</source>
        <translation>der übergeordnete Ordner ist nicht beschreibbar oder liegt auf einem anderen Volume</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a model of the Hub</source>
        <translation>„%1“ ist kein Modell des Hubs</translation>
    </message>
    <message>
        <source>the place is on another volume than the model, where a link cannot lead</source>
        <translation>der Ort liegt auf einem anderen Volume als das Modell, wohin kein Link führen kann</translation>
    </message>
    <message>
        <source>another program is putting the same file there</source>
        <translation>ein anderes Programm legt gerade dieselbe Datei dort ab</translation>
    </message>
    <message>
        <source>no folder of LM Studio was found</source>
        <translation>kein Ordner von LM Studio wurde gefunden</translation>
    </message>
    <message>
        <source>the volume has no trash for it</source>
        <translation>das Volume hat keinen Papierkorb dafür</translation>
    </message>
    <message>
        <source>this system has no keychain that can be used</source>
        <translation>dieses System hat keinen nutzbaren Schlüsselbund</translation>
    </message>
    <message>
        <source>the keychain was not opened</source>
        <translation>der Schlüsselbund wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>the system gives no more memory</source>
        <translation>das System gibt keinen weiteren Speicher her</translation>
    </message>
    <message>
        <source>the system gives no further thread</source>
        <translation>das System gibt keinen weiteren Thread her</translation>
    </message>
    <message>
        <source>the answer is longer than %1 bytes</source>
        <translation>die Antwort ist länger als %1 Byte</translation>
    </message>
    <message>
        <source>the body came encoded although identity was asked for</source>
        <translation>der Inhalt kam kodiert, obwohl identity verlangt war</translation>
    </message>
    <message>
        <source>the answer is not HTTP</source>
        <translation>die Antwort ist kein HTTP</translation>
    </message>
    <message>
        <source>no PEM certificate found</source>
        <translation>kein PEM-Zertifikat gefunden</translation>
    </message>
    <message>
        <source>the certificates cannot be read</source>
        <translation>die Zertifikate können nicht gelesen werden</translation>
    </message>
    <message>
        <source>the private key cannot be read</source>
        <translation>der private Schlüssel kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>no PEM private key found; one with a password cannot be used</source>
        <translation>kein privater PEM-Schlüssel gefunden; einer mit Passwort kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>the private key does not belong to the client certificate in %1</source>
        <translation>der private Schlüssel gehört nicht zum Client-Zertifikat in %1</translation>
    </message>
    <message>
        <source>the server wants a client certificate that it accepts</source>
        <translation>der Server verlangt ein Client-Zertifikat, das er akzeptiert</translation>
    </message>
    <message>
        <source>the cookies cannot be read</source>
        <translation>die Cookies können nicht gelesen werden</translation>
    </message>
    <message>
        <source>an exchange ended well without a head</source>
        <translation>ein Austausch endete erfolgreich ohne Kopf</translation>
    </message>
    <message>
        <source>user info in the URL of a request</source>
        <translation>Anmeldedaten in der URL einer Anfrage</translation>
    </message>
    <message>
        <source>not an http or https URL</source>
        <translation>keine http- oder https-URL</translation>
    </message>
    <message>
        <source>a header with characters that do not belong there</source>
        <translation>ein Header mit Zeichen, die nicht hineingehören</translation>
    </message>
    <message>
        <source>Content-Length is not one number</source>
        <translation>Content-Length ist nicht genau eine Zahl</translation>
    </message>
    <message>
        <source>the proxy %1 wants a user and password that it accepts</source>
        <translation>der Proxy %1 verlangt einen Benutzer und ein Passwort, die er akzeptiert</translation>
    </message>
    <message>
        <source>the connection ended after %1 of %2 bytes</source>
        <translation>die Verbindung endete nach %1 von %2 Byte</translation>
    </message>
    <message>
        <source>the connection was lost while a request was being sent</source>
        <translation>die Verbindung ging verloren, während eine Anfrage gesendet wurde</translation>
    </message>
    <message>
        <source>no connection in time</source>
        <translation>keine Verbindung innerhalb der Frist</translation>
    </message>
    <message>
        <source>credentials are not sent after a redirect to %1</source>
        <translation>nach einer Umleitung zu %1 werden keine Anmeldedaten gesendet</translation>
    </message>
    <message>
        <source>a web page answers here</source>
        <translation>hier antwortet eine Webseite</translation>
    </message>
    <message>
        <source>a host that the repository named is asked without credentials</source>
        <translation>ein Host, den nur das Repository nannte, wird ohne Anmeldedaten gefragt</translation>
    </message>
    <message>
        <source>the credential from %1 was refused</source>
        <translation>die Anmeldedaten aus %1 wurden abgelehnt</translation>
    </message>
    <message>
        <source>no credential at hand</source>
        <translation>keine Anmeldedaten zur Hand</translation>
    </message>
    <message>
        <source>the server does not know the token or password that was sent</source>
        <translation>der Server kennt das gesendete Token oder Passwort nicht</translation>
    </message>
    <message>
        <source>without a token the host does not say which of the two (%1)</source>
        <translation>ohne Token sagt der Host nicht, was von beidem zutrifft (%1)</translation>
    </message>
    <message>
        <source>the host shows the account of the token no repository at %1</source>
        <translation>der Host zeigt dem Konto des Tokens kein Repository unter %1</translation>
    </message>
    <message>
        <source>access is asked for at %1</source>
        <translation>Zugang wird hier beantragt: %1</translation>
    </message>
    <message>
        <source>they are accepted at %1</source>
        <translation>akzeptiert werden sie hier: %1</translation>
    </message>
    <message>
        <source>the request is shown at %1</source>
        <translation>die Anfrage steht hier: %1</translation>
    </message>
    <message>
        <source>the answer is shown at %1</source>
        <translation>die Antwort steht hier: %1</translation>
    </message>
    <message>
        <source>what a token may read is chosen at %1</source>
        <translation>was ein Token lesen darf, wird hier gewählt: %1</translation>
    </message>
    <message>
        <source>nothing came for %1 s</source>
        <translation>%1 s lang kam nichts</translation>
    </message>
    <message>
        <source>fewer than %1 bytes came in %2 s</source>
        <translation>in %2 s kamen weniger als %1 Byte</translation>
    </message>
    <message>
        <source>a redirect that names no place</source>
        <translation>eine Umleitung, die kein Ziel nennt</translation>
    </message>
    <message>
        <source>too many redirects</source>
        <translation>zu viele Umleitungen</translation>
    </message>
    <message>
        <source>a redirect to something that is not http</source>
        <translation>eine Umleitung zu etwas, das nicht http ist</translation>
    </message>
    <message>
        <source>a redirect from https to http was refused: %1</source>
        <translation>eine Umleitung von https zu http wurde abgelehnt: %1</translation>
    </message>
    <message>
        <source>a redirect to %1, and http.followRedirects allows none</source>
        <translation>eine Umleitung zu %1, und http.followRedirects erlaubt keine</translation>
    </message>
    <message>
        <source>the server answered %1</source>
        <translation>der Server antwortete %1</translation>
    </message>
    <message>
        <source>the Hub named a file without its size</source>
        <translation>der Hub nannte eine Datei ohne ihre Größe</translation>
    </message>
    <message>
        <source>this is not how the Hub describes a model</source>
        <translation>so beschreibt der Hub kein Modell</translation>
    </message>
    <message>
        <source>the Hub answered with status %1</source>
        <translation>der Hub antwortete mit Status %1</translation>
    </message>
    <message>
        <source>%1 takes no more questions until %2</source>
        <translation>%1 nimmt bis %2 keine Anfragen mehr an</translation>
    </message>
    <message>
        <source>what came is not JSON, which the Hub answers with</source>
        <translation>was kam, ist nicht JSON, womit der Hub antwortet</translation>
    </message>
    <message>
        <source>this is not how the Hub lists models</source>
        <translation>so listet der Hub keine Modelle auf</translation>
    </message>
    <message>
        <source>%1 has no search</source>
        <translation>%1 hat keine Suche</translation>
    </message>
    <message>
        <source>the Hub lists more than %1 files, or has no end</source>
        <translation>der Hub listet mehr als %1 Dateien auf oder nimmt kein Ende</translation>
    </message>
    <message>
        <source>the server&apos;s answer ends within a line</source>
        <translation>die Antwort des Servers endet mitten in einer Zeile</translation>
    </message>
    <message>
        <source>the server&apos;s answer is not in git&apos;s line format</source>
        <translation>die Antwort des Servers hat nicht das Zeilenformat von Git</translation>
    </message>
    <message>
        <source>the server says</source>
        <translation>der Server meldet</translation>
    </message>
    <message>
        <source>the server&apos;s list of refs is malformed</source>
        <translation>die Ref-Liste des Servers ist fehlerhaft</translation>
    </message>
    <message>
        <source>the server has more than %1 refs to choose from</source>
        <translation>der Server hat mehr als %1 Refs zur Auswahl</translation>
    </message>
    <message>
        <source>the server&apos;s list of refs is longer than %1 MiB</source>
        <translation>die Ref-Liste des Servers ist länger als %1 MiB</translation>
    </message>
    <message>
        <source>the server&apos;s list of refs breaks off</source>
        <translation>die Ref-Liste des Servers bricht ab</translation>
    </message>
    <message>
        <source>a web page answers here, not a git server</source>
        <translation>hier antwortet eine Webseite, kein Git-Server</translation>
    </message>
    <message>
        <source>the server speaks only git&apos;s old &quot;dumb&quot; protocol, or is no git server</source>
        <translation>der Server spricht nur Gits altes „Dumb“-Protokoll oder ist kein Git-Server</translation>
    </message>
    <message>
        <source>the answer is not git&apos;s (status %1, content type &quot;%2&quot;)</source>
        <translation>die Antwort ist nicht von Git (Status %1, Inhaltstyp „%2“)</translation>
    </message>
    <message>
        <source>the redirect of the repository leads to something else</source>
        <translation>die Umleitung des Repositorys führt zu etwas anderem</translation>
    </message>
    <message>
        <source>the git server is too old: it has no side-band</source>
        <translation>der Git-Server ist zu alt: ihm fehlt side-band</translation>
    </message>
    <message>
        <source>fetching failed</source>
        <translation>das Abrufen ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>the server sent something else than was asked for</source>
        <translation>der Server sandte etwas anderes, als angefordert war</translation>
    </message>
    <message>
        <source>%1 wrote more than %2 bytes</source>
        <translation>%1 schrieb mehr als %2 Byte</translation>
    </message>
    <message>
        <source>%1 gave no answer in time</source>
        <translation>%1 antwortete nicht rechtzeitig</translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation>%1 konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>there is no temporary folder</source>
        <translation>es gibt keinen temporären Ordner</translation>
    </message>
    <message>
        <source>git credential fill answered something that is not a credential</source>
        <translation>git credential fill antwortete mit etwas, das keine Anmeldedaten sind</translation>
    </message>
    <message>
        <source>what %1 holds cannot be a token</source>
        <translation>was %1 enthält, kann kein Token sein</translation>
    </message>
    <message>
        <source>the answer names no account</source>
        <translation>die Antwort nennt kein Konto</translation>
    </message>
    <message>
        <source>nothing is kept for %1</source>
        <translation>für %1 ist nichts hinterlegt</translation>
    </message>
    <message>
        <source>the server has no object for this pointer</source>
        <translation>der Server hat kein Objekt zu diesem Zeiger</translation>
    </message>
    <message>
        <source>the Hub gives out this file by Xet only, not by git-lfs</source>
        <translation>der Hub gibt diese Datei nur über Xet heraus, nicht über git-lfs</translation>
    </message>
    <message>
        <source>the server gave neither an address nor an error for this object</source>
        <translation>der Server gab für dieses Objekt weder eine Adresse noch einen Fehler an</translation>
    </message>
    <message>
        <source>the server gave an address that is not http</source>
        <translation>der Server gab eine Adresse an, die nicht http ist</translation>
    </message>
    <message>
        <source>the server asked for a header that cannot be sent</source>
        <translation>der Server verlangte einen Header, der nicht gesendet werden kann</translation>
    </message>
    <message>
        <source>the server has this object with another size</source>
        <translation>der Server hat dieses Objekt mit einer anderen Größe</translation>
    </message>
    <message>
        <source>the LFS server&apos;s answer is not a batch answer (%1)</source>
        <translation>die Antwort des LFS-Servers ist keine Batch-Antwort (%1)</translation>
    </message>
    <message>
        <source>the LFS server insists on the transfer &apos;%1&apos;</source>
        <translation>der LFS-Server besteht auf der Übertragung „%1“</translation>
    </message>
    <message>
        <source>the LFS server uses the hash &apos;%1&apos;</source>
        <translation>der LFS-Server verwendet den Hash „%1“</translation>
    </message>
    <message>
        <source>the LFS server&apos;s answer leaves this object out</source>
        <translation>die Antwort des LFS-Servers lässt dieses Objekt aus</translation>
    </message>
    <message>
        <source>the server refuses the bytes asked for</source>
        <translation>der Server verweigert die angeforderten Bytes</translation>
    </message>
    <message>
        <source>the bytes received do not have the hash that names the object</source>
        <translation>die empfangenen Bytes haben nicht den Hash, der das Objekt benennt</translation>
    </message>
    <message>
        <source>the server answered a download with status %1</source>
        <translation>der Server beantwortete einen Download mit Status %1</translation>
    </message>
    <message>
        <source>the server sent a part of the object without saying which</source>
        <translation>der Server sandte einen Teil des Objekts, ohne zu sagen, welchen</translation>
    </message>
    <message>
        <source>asked for bytes from %1, the server sent %2 to %3</source>
        <translation>ab Byte %1 angefordert, der Server sandte %2 bis %3</translation>
    </message>
    <message>
        <source>the server&apos;s object has %1 bytes instead of %2</source>
        <translation>das Objekt des Servers hat %1 Byte statt %2</translation>
    </message>
    <message>
        <source>the server&apos;s Content-Range and Content-Length disagree</source>
        <translation>Content-Range und Content-Length des Servers widersprechen sich</translation>
    </message>
    <message>
        <source>the server sent %1 bytes where the object has %2</source>
        <translation>der Server sandte %1 Byte, das Objekt hat %2</translation>
    </message>
    <message>
        <source>the server sent a web page in place of the object</source>
        <translation>der Server sandte eine Webseite anstelle des Objekts</translation>
    </message>
    <message>
        <source>another attempt already reads the whole object</source>
        <translation>ein anderer Versuch liest schon das ganze Objekt</translation>
    </message>
    <message>
        <source>the server sent more bytes than the object has</source>
        <translation>der Server sandte mehr Bytes, als das Objekt hat</translation>
    </message>
    <message>
        <source>the connection ended %1 bytes early</source>
        <translation>die Verbindung endete %1 Byte zu früh</translation>
    </message>
    <message>
        <source>the LFS server answered with status %1</source>
        <translation>der LFS-Server antwortete mit Status %1</translation>
    </message>
    <message>
        <source>through the proxy %1</source>
        <translation>über den Proxy %1</translation>
    </message>
    <message>
        <source>the .gitattributes file defines more than %1 macros</source>
        <translation>die Datei .gitattributes definiert mehr als %1 Makros</translation>
    </message>
    <message>
        <source>the .gitattributes files have more than %1 lines that matter</source>
        <translation>die .gitattributes-Dateien haben mehr als %1 Zeilen, die zählen</translation>
    </message>
    <message>
        <source>the remote&apos;s HEAD points to a branch that does not exist</source>
        <translation>der HEAD des Remotes zeigt auf einen Branch, den es nicht gibt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is short for several commits</source>
        <translation>„%1“ ist die Abkürzung mehrerer Commits</translation>
    </message>
    <message>
        <source>no branch, tag or ref has the name &quot;%1&quot; or begins with this id</source>
        <translation>kein Branch, Tag oder Ref heißt „%1“ oder beginnt mit dieser ID</translation>
    </message>
    <message>
        <source>no branch, tag or ref has the name &quot;%1&quot;</source>
        <translation>kein Branch, Tag oder Ref heißt „%1“</translation>
    </message>
    <message>
        <source>the repository uses SHA-256 object ids, which libgit2 cannot read</source>
        <translation>das Repository verwendet SHA-256-Objekt-IDs, die libgit2 nicht lesen kann</translation>
    </message>
    <message>
        <source>revision &quot;%1&quot;: the repository has no such commit</source>
        <translation>Revision „%1“: das Repository hat keinen solchen Commit</translation>
    </message>
    <message>
        <source>revision &quot;%1&quot; does not name a commit</source>
        <translation>Revision „%1“ bezeichnet keinen Commit</translation>
    </message>
    <message>
        <source>the commit&apos;s tree cannot be read</source>
        <translation>der Tree des Commits kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>revision &quot;%1&quot;: the repository has no commits</source>
        <translation>Revision „%1“: das Repository hat keine Commits</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no git object id</source>
        <translation>„%1“ ist keine Git-Objekt-ID</translation>
    </message>
    <message>
        <source>%1 bytes, where at most %2 are taken</source>
        <translation>%1 Byte, höchstens %2 werden angenommen</translation>
    </message>
    <message>
        <source>folders are nested more than %1 deep</source>
        <translation>Ordner sind tiefer als %1 verschachtelt</translation>
    </message>
    <message>
        <source>a folder of the repository cannot be read</source>
        <translation>ein Ordner des Repositorys kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>a malformed name in the repository</source>
        <translation>ein fehlerhafter Name im Repository</translation>
    </message>
    <message>
        <source>the same name twice in a folder of the repository</source>
        <translation>zweimal derselbe Name in einem Ordner des Repositorys</translation>
    </message>
    <message>
        <source>a path longer than %1 bytes</source>
        <translation>ein Pfad länger als %1 Byte</translation>
    </message>
    <message>
        <source>a path that is not UTF-8</source>
        <translation>ein Pfad, der nicht UTF-8 ist</translation>
    </message>
    <message>
        <source>more than %1 files and folders</source>
        <translation>mehr als %1 Dateien und Ordner</translation>
    </message>
    <message>
        <source>the server left an object out</source>
        <translation>der Server hat ein Objekt ausgelassen</translation>
    </message>
    <message>
        <source>object %1 of the repository cannot be read</source>
        <translation>Objekt %1 des Repositorys kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>two pointers give one object different sizes</source>
        <translation>zwei Zeiger geben einem Objekt verschiedene Größen</translation>
    </message>
    <message>
        <source>an empty path or one with a NUL</source>
        <translation>ein leerer Pfad oder einer mit einem NUL-Byte</translation>
    </message>
    <message>
        <source>an absolute path</source>
        <translation>ein absoluter Pfad</translation>
    </message>
    <message>
        <source>an empty part in the path</source>
        <translation>ein leerer Teil im Pfad</translation>
    </message>
    <message>
        <source>&apos;.&apos; or &apos;..&apos; in the path</source>
        <translation>„.“ oder „..“ im Pfad</translation>
    </message>
    <message>
        <source>a name that can mean &apos;.git&apos;</source>
        <translation>ein Name, der „.git“ bedeuten kann</translation>
    </message>
    <message>
        <source>the same path twice</source>
        <translation>zweimal derselbe Pfad</translation>
    </message>
    <message>
        <source>another entry stands where a folder must be</source>
        <translation>ein anderer Eintrag steht, wo ein Ordner sein muss</translation>
    </message>
    <message>
        <source>a link named &apos;.gitmodules&apos;</source>
        <translation>ein Link namens „.gitmodules“</translation>
    </message>
    <message>
        <source>a link without a possible target</source>
        <translation>ein Link ohne mögliches Ziel</translation>
    </message>
    <message>
        <source>a link into &apos;.git&apos;</source>
        <translation>ein Link in „.git“ hinein</translation>
    </message>
    <message>
        <source>a link that leads out of the folder</source>
        <translation>ein Link, der aus dem Ordner hinausführt</translation>
    </message>
    <message>
        <source>a link to an absolute path</source>
        <translation>ein Link auf einen absoluten Pfad</translation>
    </message>
    <message>
        <source>this volume takes it for the same name as &apos;%1&apos;</source>
        <translation>dieses Volume hält ihn für denselben Namen wie „%1“</translation>
    </message>
    <message>
        <source>the path is too long</source>
        <translation>der Pfad ist zu lang</translation>
    </message>
    <message>
        <source>the name is too long for this volume</source>
        <translation>der Name ist für dieses Volume zu lang</translation>
    </message>
    <message>
        <source>this volume cannot hold the name &apos;%1&apos;</source>
        <translation>dieses Volume kann den Namen „%1“ nicht aufnehmen</translation>
    </message>
    <message>
        <source>the file is too large for this volume&apos;s file system</source>
        <translation>die Datei ist für das Dateisystem dieses Volumes zu groß</translation>
    </message>
    <message>
        <source>its HEAD points to no branch that exists; there are the branches %1</source>
        <translation>sein HEAD zeigt auf keinen vorhandenen Branch; es gibt die Branches %1</translation>
    </message>
    <message>
        <source>its HEAD points to no branch that exists; there are the tags %1</source>
        <translation>sein HEAD zeigt auf keinen vorhandenen Branch; es gibt die Tags %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; may be %2</source>
        <translation>„%1“ passt auf %2</translation>
    </message>
    <message>
        <source>a model is named by its id, its name or a part of its id</source>
        <translation>ein Modell wird mit seiner ID, seinem Namen oder einem Teil seiner ID genannt</translation>
    </message>
    <message>
        <source>no model of the catalogue is called &apos;%1&apos;</source>
        <translation>kein Modell des Katalogs heißt „%1“</translation>
    </message>
    <message>
        <source>a catalogue has at most 16 MiB</source>
        <translation>ein Katalog hat höchstens 16 MiB</translation>
    </message>
    <message>
        <source>a catalogue is a JSON object</source>
        <translation>ein Katalog ist ein JSON-Objekt</translation>
    </message>
    <message>
        <source>&quot;version&quot; is missing</source>
        <translation>„version“ fehlt</translation>
    </message>
    <message>
        <source>&quot;version&quot; is not a whole number from 1</source>
        <translation>„version“ ist keine ganze Zahl ab 1</translation>
    </message>
    <message>
        <source>version %1 of the schema, this program knows %2</source>
        <translation>Version %1 des Schemas, dieses Programm kennt %2</translation>
    </message>
    <message>
        <source>&quot;families&quot; is not a list of at most %1 names</source>
        <translation>„families“ ist keine Liste von höchstens %1 Namen</translation>
    </message>
    <message>
        <source>a family has a name of at most %1 printable characters</source>
        <translation>eine Familie hat einen Namen aus höchstens %1 druckbaren Zeichen</translation>
    </message>
    <message>
        <source>the family &quot;%1&quot; is there twice</source>
        <translation>die Familie „%1“ kommt zweimal vor</translation>
    </message>
    <message>
        <source>&quot;models&quot; is missing</source>
        <translation>„models“ fehlt</translation>
    </message>
    <message>
        <source>&quot;models&quot; is not a list of at most %1 models</source>
        <translation>„models“ ist keine Liste von höchstens %1 Modellen</translation>
    </message>
    <message>
        <source>more than %1 families</source>
        <translation>mehr als %1 Familien</translation>
    </message>
    <message>
        <source>a model is a JSON object</source>
        <translation>ein Modell ist ein JSON-Objekt</translation>
    </message>
    <message>
        <source>a model without &quot;%1&quot;</source>
        <translation>ein Modell ohne „%1“</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a text</source>
        <translation>„%1“ ist kein Text</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>„%1“ ist leer</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has more than %2 characters</source>
        <translation>„%1“ hat mehr als %2 Zeichen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has control or invisible characters</source>
        <translation>„%1“ enthält Steuer- oder unsichtbare Zeichen</translation>
    </message>
    <message>
        <source>&quot;bytes&quot; is not a whole number of bytes</source>
        <translation>„bytes“ ist keine ganze Zahl von Bytes</translation>
    </message>
    <message>
        <source>&quot;pick&quot; has lists of texts &quot;variants&quot;, &quot;include&quot;, &quot;exclude&quot;, &quot;files&quot;, and &quot;safe&quot;</source>
        <translation>„pick“ hat die Textlisten „variants“, „include“, „exclude“, „files“ und „safe“</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither true nor false</source>
        <translation>„%1“ ist weder true noch false</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not OWNER/NAME</source>
        <translation>„%1“ ist nicht OWNER/NAME</translation>
    </message>
    <message>
        <source>the model &quot;%1&quot; is there twice</source>
        <translation>das Modell „%1“ kommt zweimal vor</translation>
    </message>
    <message>
        <source>&quot;url&quot; has a user or password in it</source>
        <translation>„url“ enthält einen Benutzer oder ein Passwort</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be a revision</source>
        <translation>„%1“ kann keine Revision sein</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be part of a model&apos;s path</source>
        <translation>„%1“ kann nicht Teil eines Modellpfads sein</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a control character, or is not UTF-8: no folder can have that name</source>
        <translation>„%1“ enthält ein Steuerzeichen oder ist nicht UTF-8: kein Ordner kann so heißen</translation>
    </message>
    <message>
        <source>&apos;%1...&apos; is longer than the name of a folder can be</source>
        <translation>„%1...“ ist länger, als der Name eines Ordners sein kann</translation>
    </message>
    <message>
        <source>no name on the Hub has a &apos;%1&apos;, as &apos;%2&apos; has</source>
        <translation>kein Name auf dem Hub enthält „%1“ wie „%2“</translation>
    </message>
    <message>
        <source>no name on the Hub ends with &apos;%1&apos;, as &apos;%2&apos; does</source>
        <translation>kein Name auf dem Hub endet auf „%1“ wie „%2“</translation>
    </message>
    <message>
        <source>this page of the Hub is not a model</source>
        <translation>diese Seite des Hubs ist kein Modell</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a page of a model</source>
        <translation>„%1“ ist keine Seite eines Modells</translation>
    </message>
    <message>
        <source>this looks like a page of a website; the repository is %1</source>
        <translation>das sieht nach der Seite einer Website aus; das Repository ist %1</translation>
    </message>
    <message>
        <source>the URL names a server but no repository</source>
        <translation>die URL nennt einen Server, aber kein Repository</translation>
    </message>
    <message>
        <source>ssh addresses are not supported; use the repository&apos;s https address</source>
        <translation>ssh-Adressen werden nicht unterstützt; stattdessen die https-Adresse des Repositorys verwenden</translation>
    </message>
    <message>
        <source>a model is named by its address or as OWNER/NAME</source>
        <translation>ein Modell wird mit seiner Adresse oder als OWNER/NAME genannt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither a web address nor OWNER/NAME</source>
        <translation>„%1“ ist weder eine Webadresse noch OWNER/NAME</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no address of http or https, and nothing else can be asked</source>
        <translation>„%1“ ist keine http- oder https-Adresse, und nichts anderes kann gefragt werden</translation>
    </message>
    <message>
        <source>in the proxy&apos;s user and password &apos;@&apos; is written as %40, &apos;:&apos; as %3A, &apos;/&apos; as %2F, &apos;?&apos; as %3F, &apos;#&apos; as %23 and &apos;%&apos; as %25</source>
        <translation>in Benutzer und Passwort des Proxys wird „@“ als %40 geschrieben, „:“ als %3A, „/“ als %2F, „?“ als %3F, „#“ als %23 und „%“ als %25</translation>
    </message>
    <message>
        <source>the proxy is no URL such as http://HOST:PORT</source>
        <translation>der Proxy ist keine URL wie http://HOST:PORT</translation>
    </message>
    <message>
        <source>the proxy&apos;s socks:// leaves open which kind it is; write socks5:// or socks5h://</source>
        <translation>das socks:// des Proxys lässt die Art offen; socks5:// oder socks5h:// schreiben</translation>
    </message>
    <message>
        <source>the proxy is one for %1, which is not supported (http, socks5 and socks5h are)</source>
        <translation>der Proxy ist einer für %1, was nicht unterstützt wird (sondern http, socks5 und socks5h)</translation>
    </message>
    <message>
        <source>the proxy&apos;s URL names no port</source>
        <translation>die URL des Proxys nennt keinen Port</translation>
    </message>
    <message>
        <source>it asks for something that Weightyard cannot do</source>
        <translation>sie verlangt etwas, das Weightyard nicht kann</translation>
    </message>
    <message>
        <source>its value &apos;%1&apos; asks for something that Weightyard cannot do</source>
        <translation>ihr Wert „%1“ verlangt etwas, das Weightyard nicht kann</translation>
    </message>
    <message>
        <source>a client certificate with a password cannot be used</source>
        <translation>ein Client-Zertifikat mit Passwort kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>it is included from too many files within each other</source>
        <translation>sie wird von zu vielen Dateien ineinander eingebunden</translation>
    </message>
    <message>
        <source>line %1 of the configuration text is malformed</source>
        <translation>Zeile %1 des Konfigurationstextes ist fehlerhaft</translation>
    </message>
    <message>
        <source>the configuration text holds a NUL byte</source>
        <translation>der Konfigurationstext enthält ein NUL-Byte</translation>
    </message>
    <message>
        <source>control characters in the %1 of a URL</source>
        <translation>Steuerzeichen im Teil „%1“ einer URL</translation>
    </message>
    <message>
        <source>no family is called &apos;%1&apos;; there are %2</source>
        <translation>keine Familie heißt „%1“; es gibt %2</translation>
    </message>
    <message>
        <source>only the Hub tells the size of a model beforehand</source>
        <translation>nur der Hub nennt die Größe eines Modells vorab</translation>
    </message>
    <message>
        <source>&apos;%1&apos; may be %2 and %3 more</source>
        <translation>„%1“ passt auf %2 und %3 weitere</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes an absolute path</source>
        <translation>die Einstellung „%1“ erwartet einen absoluten Pfad</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes absolute paths, %2 at most</source>
        <translation>die Einstellung „%1“ erwartet absolute Pfade, höchstens %2</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes one of: %2</source>
        <translation>die Einstellung „%1“ erwartet eines von: %2</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes true or false</source>
        <translation>die Einstellung „%1“ erwartet true oder false</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes a number from %2 to %3</source>
        <translation>die Einstellung „%1“ erwartet eine Zahl von %2 bis %3</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes bytes a second, such as 500K or 5M; 0 for no limit</source>
        <translation>die Einstellung „%1“ erwartet Byte pro Sekunde, etwa 500K oder 5M; 0 für keine Begrenzung</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes web addresses of mirrors, separated by spaces, each with #static or #token behind it where that holds</source>
        <translation>die Einstellung „%1“ erwartet Webadressen von Spiegelservern, durch Leerzeichen getrennt, jeweils gefolgt von #static oder #token, wo das gilt</translation>
    </message>
    <message>
        <source>the address of the mirror &apos;%1&apos; has a user, a password or a query in it</source>
        <translation>die Adresse des Spiegelservers „%1“ enthält einen Benutzer, ein Passwort oder eine Query</translation>
    </message>
    <message>
        <source>the mirror &apos;%1&apos; is there twice</source>
        <translation>der Spiegelserver „%1“ kommt zweimal vor</translation>
    </message>
    <message>
        <source>more than %1 mirrors</source>
        <translation>mehr als %1 Spiegelserver</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not text in UTF-8</source>
        <translation>„%1“ ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no web address</source>
        <translation>„%1“ ist keine Webadresse</translation>
    </message>
    <message>
        <source>--%1 takes one of %2, not &apos;%3&apos;</source>
        <translation>--%1 erwartet eines von %2, nicht „%3“</translation>
    </message>
    <message>
        <source>--%1 wants a value</source>
        <translation>--%1 erwartet einen Wert</translation>
    </message>
    <message>
        <source>--%1 takes a number from 1 to %2</source>
        <translation>--%1 erwartet eine Zahl von 1 bis %2</translation>
    </message>
    <message>
        <source>--%1 is given more than once</source>
        <translation>--%1 ist mehrfach angegeben</translation>
    </message>
    <message>
        <source>--%1 is empty</source>
        <translation>--%1 ist leer</translation>
    </message>
    <message>
        <source>--%1 takes bytes a second, such as 500K or 5M</source>
        <translation>--%1 erwartet Byte pro Sekunde, etwa 500K oder 5M</translation>
    </message>
    <message>
        <source>there is no command &apos;%1&apos;</source>
        <translation>es gibt keinen Befehl „%1“</translation>
    </message>
    <message>
        <source>there is no command &apos;%1&apos;; &apos;%2&apos; is the nearest</source>
        <translation>es gibt keinen Befehl „%1“; „%2“ kommt ihm am nächsten</translation>
    </message>
    <message>
        <source>%1 has no option %2</source>
        <translation>%1 hat keine Option %2</translation>
    </message>
    <message>
        <source>%1 has no option %2; %3 is the nearest</source>
        <translation>%1 hat keine Option %2; %3 kommt ihr am nächsten</translation>
    </message>
    <message>
        <source>a command is missing</source>
        <translation>ein Befehl fehlt</translation>
    </message>
    <message>
        <source>%1 takes no model</source>
        <translation>%1 erwartet kein Modell</translation>
    </message>
    <message>
        <source>--%1 and --%2 contradict each other</source>
        <translation>--%1 und --%2 widersprechen sich</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is asked for at two revisions</source>
        <translation>„%1“ wird mit zwei Revisionen verlangt</translation>
    </message>
    <message>
        <source>the catalogue has no models</source>
        <translation>der Katalog enthält keine Modelle</translation>
    </message>
    <message>
        <source>there is no model in the family &apos;%1&apos;</source>
        <translation>die Familie &apos;%1&apos; enthält kein Modell</translation>
    </message>
    <message>
        <source>%1 needs at least one model, --all or --family</source>
        <translation>%1 braucht mindestens ein Modell, --all oder --family</translation>
    </message>
    <message>
        <source>--%1 takes one model at a time</source>
        <translation>--%1 nimmt nur ein Modell auf einmal</translation>
    </message>
    <message>
        <source>settings takes list, get KEY, set KEY VALUE, or reset and one KEY or more</source>
        <translation>settings erwartet list, get KEY, set KEY VALUE oder reset und mindestens einen KEY</translation>
    </message>
    <message>
        <source>there is no setting &apos;%1&apos;; there are %2</source>
        <translation>es gibt keine Einstellung „%1“; es gibt %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no host that one can sign in to</source>
        <translation>„%1“ ist kein Host, bei dem man sich anmelden kann</translation>
    </message>
    <message>
        <source>no token was given, or one that cannot be sent</source>
        <translation>es wurde kein Token angegeben oder eines, das nicht gesendet werden kann</translation>
    </message>
    <message>
        <source>there is no terminal to ask on; --token-stdin reads the token from standard input</source>
        <translation>es gibt kein Terminal zum Nachfragen; --token-stdin liest das Token von der Standardeingabe</translation>
    </message>
    <message>
        <source>%1 takes one host</source>
        <translation>%1 nimmt nur einen Host</translation>
    </message>
    <message>
        <source>there is no terminal to ask on; --yes says that it is meant</source>
        <translation>es gibt kein Terminal zum Nachfragen; --yes sagt, dass es so gemeint ist</translation>
    </message>
    <message>
        <source>%1 needs at least one model</source>
        <translation>%1 braucht mindestens ein Modell</translation>
    </message>
    <message>
        <source>--%1 takes no folder</source>
        <translation>--%1 erwartet keinen Ordner</translation>
    </message>
    <message>
        <source>%1 needs --%2 %3</source>
        <translation>%1 braucht --%2 %3</translation>
    </message>
    <message>
        <source>models are not shared with &apos;%1&apos;; they are with %2</source>
        <translation>Modelle werden nicht mit „%1“ geteilt, sondern mit %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not shared with %2</source>
        <translation>„%1“ ist nicht mit %2 geteilt</translation>
    </message>
    <message>
        <source>no earlier version of &apos;%1&apos; is kept</source>
        <translation>von „%1“ ist keine frühere Version aufbewahrt</translation>
    </message>
    <message>
        <source>%1 needs at least one installed model, or --all</source>
        <translation>%1 braucht mindestens ein installiertes Modell oder --all</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is on its way from another address or revision</source>
        <translation>„%1“ ist schon unterwegs, von einer anderen Adresse oder Revision</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is here already, of another address or revision</source>
        <translation>„%1“ ist schon vorhanden, von einer anderen Adresse oder Revision</translation>
    </message>
    <message>
        <source>none of them fits: %1</source>
        <translation>keines davon passt: %1</translation>
    </message>
    <message>
        <source>does not fit: %1; with --fits the others are taken</source>
        <translation>passt nicht: %1; mit --fits werden die anderen genommen</translation>
    </message>
    <message>
        <source>there is no record of &apos;%1&apos;</source>
        <translation>es gibt keinen Datensatz zu „%1“</translation>
    </message>
    <message>
        <source>no installed model has &apos;%1&apos; in its name</source>
        <translation>kein installiertes Modell hat „%1“ im Namen</translation>
    </message>
    <message>
        <source>%1 needs a folder</source>
        <translation>%1 braucht einen Ordner</translation>
    </message>
    <message>
        <source>%1 takes one folder</source>
        <translation>%1 nimmt nur einen Ordner</translation>
    </message>
    <message>
        <source>no script below &apos;%2&apos; downloads a model called &apos;%1&apos;</source>
        <translation>kein Skript unterhalb von „%2“ lädt ein Modell namens „%1“ herunter</translation>
    </message>
    <message>
        <source>the scripts download %1</source>
        <translation>die Skripte laden %1 herunter</translation>
    </message>
    <message>
        <source>no script in this folder downloads a model</source>
        <translation>kein Skript in diesem Ordner lädt ein Modell herunter</translation>
    </message>
    <message>
        <source>no download scripts are open from there</source>
        <translation>von dort sind keine Download-Skripte geöffnet</translation>
    </message>
    <message>
        <source>&apos;%1&apos; and &apos;%2&apos; would have the same folder</source>
        <translation>„%1“ und „%2“ hätten denselben Ordner</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a control character and cannot stand in a script</source>
        <translation>„%1“ enthält ein Steuerzeichen und kann nicht in einem Skript stehen</translation>
    </message>
    <message>
        <source>no variant of this model is called &apos;%1&apos;; there are %2</source>
        <translation>keine Variante dieses Modells heißt „%1“; es gibt %2</translation>
    </message>
    <message>
        <source>no variant of this model is called &apos;%1&apos;; it has none at all</source>
        <translation>keine Variante dieses Modells heißt „%1“; es hat überhaupt keine</translation>
    </message>
    <message>
        <source>several variants are called &apos;%1&apos;: %2</source>
        <translation>mehrere Varianten heißen „%1“: %2</translation>
    </message>
    <message>
        <source>no file of this model is &apos;%1&apos;; there are %2</source>
        <translation>keine Datei dieses Modells ist „%1“; es gibt %2</translation>
    </message>
    <message>
        <source>what is chosen of the model leaves no file</source>
        <translation>was vom Modell gewählt ist, lässt keine Datei übrig</translation>
    </message>
    <message>
        <source>which files &apos;%1&apos; means is known to the host only, and a script names files</source>
        <translation>welche Dateien „%1“ meint, weiß nur der Host, und ein Skript nennt Dateien</translation>
    </message>
    <message>
        <source>the %2 chosen files of &apos;%1&apos; are too many for a script</source>
        <translation>die %2 gewählten Dateien von „%1“ sind zu viele für ein Skript</translation>
    </message>
    <message>
        <source>an entry of the repository is not a regular file</source>
        <translation>ein Eintrag des Repositorys ist keine reguläre Datei</translation>
    </message>
    <message>
        <source>object %1 is not a regular file</source>
        <translation>Objekt %1 ist keine reguläre Datei</translation>
    </message>
    <message>
        <source>the library, or its records, cannot be read by this user</source>
        <translation>die Bibliothek oder ihre Datensätze sind für diesen Benutzer nicht lesbar</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes hours, such as &quot;00:00-07:00&quot; or &quot;mon-fri 22:00-06:00, sun 00:00-24:00&quot;; &quot;none&quot; for none</source>
        <translation>die Einstellung „%1“ erwartet Zeiten wie &quot;00:00-07:00&quot; oder &quot;mon-fri 22:00-06:00, sun 00:00-24:00&quot;; &quot;none&quot; für keine</translation>
    </message>
    <message>
        <source>&apos;%1&apos; could not be started: %2</source>
        <translation>„%1“ konnte nicht gestartet werden: %2</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes a program and its arguments in one line of at most %2 characters</source>
        <translation>die Einstellung „%1“ erwartet ein Programm und seine Argumente in einer Zeile von höchstens %2 Zeichen</translation>
    </message>
    <message>
        <source>no command is named</source>
        <translation>kein Befehl ist angegeben</translation>
    </message>
    <message>
        <source>no terminal program was found</source>
        <translation>kein Terminalprogramm wurde gefunden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; could not be started</source>
        <translation>„%1“ ließ sich nicht starten</translation>
    </message>
    <message>
        <source>no program that shows folders was found</source>
        <translation>kein Programm wurde gefunden, das Ordner zeigt</translation>
    </message>
    <message>
        <source>no browser was found</source>
        <translation>kein Browser wurde gefunden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is all that is here of &apos;%2&apos;</source>
        <translation>„%1“ ist alles, was von „%2“ vorhanden ist</translation>
    </message>
    <message>
        <source>what &apos;%1&apos; runs here is not read, and it may download a model</source>
        <translation>was „%1“ hier ausführt, wird nicht gelesen, und es lädt vielleicht ein Modell herunter</translation>
    </message>
    <message>
        <source>%1 takes no more questions of this account until %2</source>
        <translation>%1 nimmt von diesem Konto bis %2 keine Anfragen mehr an</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no variant, but a branch or a tag of the repository</source>
        <translation>„%1“ ist keine Variante, sondern ein Branch oder Tag des Repositorys</translation>
    </message>
    <message>
        <source>a safe choice leaves no file of it: all are of formats that run code when they are loaded</source>
        <translation>eine sichere Auswahl lässt keine Datei davon übrig: Alle haben Formate, die beim Laden Code ausführen</translation>
    </message>
    <message>
        <source>a download or another task of this program</source>
        <translation>ein Download oder eine andere Aufgabe dieses Programms</translation>
    </message>
    <message>
        <source>the library has no copy of the model any more</source>
        <translation>die Bibliothek hat keine Kopie des Modells mehr</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a name that is not text in UTF-8, and would be lost; rename it</source>
        <translation>der Name von „%1“ ist kein Text in UTF-8, die Datei ginge verloren; benennen Sie sie um</translation>
    </message>
    <message>
        <source>a value is missing; one that begins with dashes is written as --%1=%2</source>
        <translation>es fehlt ein Wert; einer, der mit Strichen beginnt, wird als --%1=%2 geschrieben</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of the installed model is damaged or missing, and lies behind a link to &apos;%2&apos;</source>
        <translation>&apos;%1&apos; des installierten Modells ist beschädigt oder fehlt und liegt hinter einem Link auf &apos;%2&apos;</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Run it in a terminal to see what it says; installing it anew helps most of the time.</source>
        <translation>In einem Terminal ausführen, um zu sehen, was es meldet; meist hilft eine Neuinstallation.</translation>
    </message>
    <message>
        <source>Update it: %1</source>
        <translation>Aktualisieren: %1</translation>
    </message>
    <message>
        <source>Install it: %1</source>
        <translation>Installieren: %1</translation>
    </message>
    <message>
        <source>Update it; where the system&apos;s own is this old, see %1.</source>
        <translation>Aktualisieren; wo das System selbst nur diese alte Version hat, siehe %1.</translation>
    </message>
    <message>
        <source>Install it if you want these.</source>
        <translation>Bei Bedarf installieren.</translation>
    </message>
    <message>
        <source>If your network has a certificate authority of its own, name its file to git; we read the same setting. Check the clock, too.</source>
        <translation>Hat das Netzwerk eine eigene Zertifizierungsstelle, ihre Zertifikatsdatei in Git eintragen; dieselbe Einstellung gilt auch hier. Auch die Uhr prüfen.</translation>
    </message>
    <message>
        <source>Name the proxy with user and password to git; we read the same setting.</source>
        <translation>Den Proxy mit Benutzer und Passwort in Git eintragen; dieselbe Einstellung gilt auch hier.</translation>
    </message>
    <message>
        <source>Try again later, or use a mirror: set HF_ENDPOINT to its address.</source>
        <translation>Später erneut versuchen oder einen Spiegelserver nutzen: HF_ENDPOINT auf seine Adresse setzen.</translation>
    </message>
    <message>
        <source>Downloads may work all the same. If they stall, ask whoever runs the firewall to let these hosts through.</source>
        <translation>Downloads können trotzdem gelingen. Bleiben sie stehen, die Verwaltung der Firewall bitten, diese Hosts durchzulassen.</translation>
    </message>
    <message>
        <source>Check the connection, the proxy settings and the firewall; or use a mirror: set HF_ENDPOINT to its address.</source>
        <translation>Verbindung, Proxy-Einstellungen und Firewall prüfen; oder einen Spiegelserver nutzen: HF_ENDPOINT auf seine Adresse setzen.</translation>
    </message>
    <message>
        <source>Connect the disk, or choose another library folder.</source>
        <translation>Den Datenträger verbinden oder einen anderen Bibliotheksordner wählen.</translation>
    </message>
    <message>
        <source>Make room, or choose a library folder on another disk.</source>
        <translation>Platz schaffen oder einen Bibliotheksordner auf einem anderen Datenträger wählen.</translation>
    </message>
    <message>
        <source>A network drive that is gone answers like this: connect it again, or choose another library folder.</source>
        <translation>So antwortet ein Netzlaufwerk, das nicht mehr da ist: wieder verbinden oder einen anderen Bibliotheksordner wählen.</translation>
    </message>
    <message>
        <source>Choose another library folder, or give yourself the right to write there.</source>
        <translation>Einen anderen Bibliotheksordner wählen oder sich dort Schreibrechte geben.</translation>
    </message>
    <message>
        <source>Build or install this program anew: it needs libgit2 1.9 or later with threads, and a TLS library (OpenSSL 3).</source>
        <translation>Dieses Programm neu bauen oder installieren: Es braucht libgit2 ab 1.9 mit Threads und eine TLS-Bibliothek (OpenSSL 3).</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Git LFS</source>
        <translation>Git LFS</translation>
    </message>
    <message>
        <source>libgit2</source>
        <translation>libgit2</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Freier Platz</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Data hosts</source>
        <translation>Datenhosts</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Downloads do not need it. Passwords that git keeps, and git pull in an installed model, do.</source>
        <translation>Downloads brauchen es nicht, wohl aber Passwörter, die Git verwahrt, und git pull in einem installierten Modell.</translation>
    </message>
    <message>
        <source>Downloads do not need it: our own LFS client is built in. git pull and git checkout in an installed model do.</source>
        <translation>Downloads brauchen es nicht: Ein eigener LFS-Client ist eingebaut. Nötig ist es für git pull und git checkout in einem installierten Modell.</translation>
    </message>
    <message>
        <source>It reads the repositories; it is part of this program.</source>
        <translation>Liest die Repositorys; gehört zu diesem Programm.</translation>
    </message>
    <message>
        <source>Models are put there.</source>
        <translation>Dorthin kommen die Modelle.</translation>
    </message>
    <message>
        <source>A model needs its own size and 64 MiB, and some room stays free for the system.</source>
        <translation>Ein Modell braucht seine eigene Größe und 64 MiB, und etwas Platz bleibt für das System frei.</translation>
    </message>
    <message>
        <source>Models, their sizes and their licences come from there.</source>
        <translation>Von dort kommen Modelle, ihre Größen und ihre Lizenzen.</translation>
    </message>
    <message>
        <source>The Hub sends the downloads themselves to these hosts; a firewall must let them through.</source>
        <translation>Von diesen Hosts kommen die eigentlichen Downloads des Hubs; eine Firewall muss sie durchlassen.</translation>
    </message>
    <message>
        <source>Version %1, %2</source>
        <translation>Version %1, %2</translation>
    </message>
    <message>
        <source>Version %1, with threads and HTTPS</source>
        <translation>Version %1, mit Threads und HTTPS</translation>
    </message>
    <message>
        <source>Version %1, with threads and HTTPS (%2)</source>
        <translation>Version %1, mit Threads und HTTPS (%2)</translation>
    </message>
    <message>
        <source>%1 can be written</source>
        <translation>%1 ist beschreibbar</translation>
    </message>
    <message>
        <source>%1 free on %2</source>
        <translation>%1 frei auf %2</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 antwortet</translation>
    </message>
    <message>
        <source>They answer: %1</source>
        <translation>Es antworten: %1</translation>
    </message>
    <message>
        <source>Not found on the PATH</source>
        <translation>Nicht im PATH gefunden</translation>
    </message>
    <message>
        <source>Version %1 is too old</source>
        <translation>Version %1 ist zu alt</translation>
    </message>
    <message>
        <source>Version %1 is too old, %2</source>
        <translation>Version %1 ist zu alt, %2</translation>
    </message>
    <message>
        <source>Version %1 damages files over 4 GiB, %2</source>
        <translation>Version %1 beschädigt Dateien über 4 GiB, %2</translation>
    </message>
    <message>
        <source>%1 does not work</source>
        <translation>%1 funktioniert nicht</translation>
    </message>
    <message>
        <source>No TLS library for HTTPS was found</source>
        <translation>Keine TLS-Bibliothek für HTTPS gefunden</translation>
    </message>
    <message>
        <source>Version %1 was built without threads</source>
        <translation>Version %1 wurde ohne Threads gebaut</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1 ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>The disk of %1 is not connected</source>
        <translation>Der Datenträger von %1 ist nicht verbunden</translation>
    </message>
    <message>
        <source>Only %1 free on %2</source>
        <translation>Nur %1 frei auf %2</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Keine Verbindung zu %1</translation>
    </message>
    <message>
        <source>The certificate of %1 was not accepted</source>
        <translation>Das Zertifikat von %1 wurde nicht akzeptiert</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 wants a user and a password</source>
        <translation>Der Proxy auf dem Weg zu %1 verlangt Benutzer und Passwort</translation>
    </message>
    <message>
        <source>%1 has a problem</source>
        <translation>%1 hat ein Problem</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Nothing came in time</source>
        <translation>Keine rechtzeitige Antwort</translation>
    </message>
    <message>
        <source>Nothing came in time from %1</source>
        <translation>Keine rechtzeitige Antwort von %1</translation>
    </message>
    <message>
        <source>Models that are open to all can be had without. For others make a new token on the Hub&apos;s page and put it there in place of this one.</source>
        <translation>Frei zugängliche Modelle gehen auch ohne. Für andere auf der Seite des Hubs ein neues Token erstellen und dort anstelle dieses Tokens eintragen.</translation>
    </message>
    <message>
        <source>%1 answers, and refuses the token in %2</source>
        <translation>%1 antwortet und lehnt das Token in %2 ab</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>all files</source>
        <translation>alle Dateien</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>ohne %1</translation>
    </message>
    <message>
        <source>without what runs code when it is loaded</source>
        <translation>ohne das, was beim Laden Code ausführt</translation>
    </message>
    <message>
        <source>without what else runs code when it is loaded</source>
        <translation>ohne das, was sonst beim Laden Code ausführt</translation>
    </message>
</context>
<context>
    <name>DetailsText</name>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>%1 a month</source>
        <translation>%1 pro Monat</translation>
    </message>
    <message>
        <source>no problem found</source>
        <translation>kein Problem gefunden</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>nicht gescannt</translation>
    </message>
    <message>
        <source>The Hub does not answer; this is what it said on %1.</source>
        <translation>Der Hub antwortet nicht; Stand: %1.</translation>
    </message>
    <message>
        <source>This host tells the files only, by its git repository.</source>
        <translation>Dieser Host nennt nur die Dateien, über sein Git-Repository.</translation>
    </message>
    <message>
        <source>Formats that may run code when they are loaded: %1.</source>
        <translation>Formate, die beim Laden Code ausführen können: %1.</translation>
    </message>
    <message>
        <source>Its configuration names Python code to run: %1.</source>
        <translation>Die Konfiguration nennt auszuführenden Python-Code: %1.</translation>
    </message>
    <message>
        <source>It brings Python files: %1.</source>
        <translation>Das Modell enthält Python-Dateien: %1.</translation>
    </message>
    <message>
        <source>No file matches “%1”.</source>
        <translation>Keine Datei passt zu „%1“.</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>Nichts ist gewählt.</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s).</source>
        <translation>
            <numerusform>%1 in %n Datei.</numerusform>
            <numerusform>%1 in %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it are the same weights in another format.</source>
        <translation>%1 davon sind dieselben Gewichte in einem anderen Format.</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %1 in %n other file(s).</source>
        <translation>
            <numerusform>Ausgelassen: %1 in %n weiteren Datei.</numerusform>
            <numerusform>Ausgelassen: %1 in %n weiteren Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of them are the same weights in another format.</source>
        <translation>%1 davon sind dieselben Gewichte in einem anderen Format.</translation>
    </message>
    <message>
        <source>folder %1</source>
        <translation>Ordner %1</translation>
    </message>
    <message>
        <source>%1 bits a weight</source>
        <translation>%1 Bit pro Gewicht</translation>
    </message>
    <message>
        <source>about %1 bits a weight</source>
        <translation>etwa %1 Bit pro Gewicht</translation>
    </message>
    <message>
        <source>not all of its parts are there</source>
        <translation>nicht alle Teile sind da</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>1 like</source>
        <translation>1 Like</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>%1 Likes</translation>
    </message>
    <message>
        <source>Asking the Hub…</source>
        <translation>Der Hub wird gefragt…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt…</translation>
    </message>
    <message>
        <source>Asking the Hub what is in it…</source>
        <translation>Der Hub wird nach dem Inhalt gefragt…</translation>
    </message>
    <message>
        <source>Asking %1 what is in it…</source>
        <translation>%1 wird nach dem Inhalt gefragt…</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Byte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>FoundText</name>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n Woche</numerusform>
            <numerusform>%n Wochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n Monat</numerusform>
            <numerusform>%n Monate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n Jahr</numerusform>
            <numerusform>%n Jahre</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken down</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Does not fit the disk</source>
        <translation>Datenträger zu voll</translation>
    </message>
    <message>
        <source>Too large for memory</source>
        <translation>Zu groß für RAM</translation>
    </message>
    <message>
        <source>Unsafe format</source>
        <translation>Unsicheres Format</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Tight memory</source>
        <translation>RAM knapp</translation>
    </message>
    <message>
        <source>Size not known</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>tight memory</source>
        <translation>RAM knapp</translation>
    </message>
    <message>
        <source>memory too small</source>
        <translation>RAM zu klein</translation>
    </message>
    <message>
        <source>disk too full</source>
        <translation>Datenträger zu voll</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Images and text</source>
        <translation>Bilder und Text</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Speech to text</source>
        <translation>Sprache zu Text</translation>
    </message>
    <message>
        <source>Text to speech</source>
        <translation>Text zu Sprache</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>Im Trend</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Likes</source>
        <translation>Likes</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>beschränkt</translation>
    </message>
</context>
<context>
    <name>GuiCommandLine</name>
    <message>
        <source>Usage: weightyard [OPTIONS] [MODEL|DIR...]

Opens the window. A MODEL (OWNER/NAME, the address of its page or of a git
repository) is ticked, not downloaded. A DIR (its whole path) is a tree of
download scripts, and is opened.

  --library DIR      folder that holds the models
  --config DIR       settings and state
  --catalogue FILE   models to offer besides the built-in ones
  --help, --version
</source>
        <translation>Aufruf: weightyard [OPTIONEN] [MODEL|DIR...]

Öffnet das Fenster. Ein MODEL (OWNER/NAME, die Adresse seiner Seite oder eines
Git-Repositorys) wird angekreuzt, nicht heruntergeladen. Ein DIR (der ganze
Pfad) ist ein Ordner mit Download-Skripten und wird geöffnet.

  --library DIR      Ordner, der die Modelle enthält
  --config DIR       Einstellungen und Zustand
  --catalogue FILE   Modelle, die zusätzlich zu den eingebauten angeboten werden
  --help, --version
</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The folder is inside the git work tree %1; the model gets a .git of its own.</source>
        <translation>Der Ordner liegt im Git-Arbeitsverzeichnis %1; das Modell bekommt ein eigenes .git.</translation>
    </message>
    <message>
        <source>The folder is inside the git work tree %1, so the git history is left out.</source>
        <translation>Der Ordner liegt im Git-Arbeitsverzeichnis %1, deshalb wird die Git-Historie weggelassen.</translation>
    </message>
    <message>
        <source>The server does not give out this commit by itself; fetching the whole history of %1.</source>
        <translation>Der Server gibt diesen Commit nicht einzeln heraus; die ganze Historie von %1 wird geladen.</translation>
    </message>
    <message>
        <source>Submodules are not fetched; their folders stay empty: %1</source>
        <translation>Submodule werden nicht geladen, ihre Ordner bleiben leer: %1</translation>
    </message>
    <message numerus="yes">
        <source>Partial by your settings: lfs.fetchinclude or lfs.fetchexclude leave %n file(s) as pointer(s).</source>
        <translation>
            <numerusform>Unvollständig durch die eigenen Git-Einstellungen: lfs.fetchinclude oder lfs.fetchexclude lassen %n Datei als Zeiger zurück.</numerusform>
            <numerusform>Unvollständig durch die eigenen Git-Einstellungen: lfs.fetchinclude oder lfs.fetchexclude lassen %n Dateien als Zeiger zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>The repository has no files.</source>
        <translation>Das Repository enthält keine Dateien.</translation>
    </message>
    <message>
        <source>The mirror %1 does not give what it should, and is left out of this download.</source>
        <translation>Der Spiegelserver %1 liefert nicht, was er soll, und wird bei diesem Download übergangen.</translation>
    </message>
    <message>
        <source>The mirror %1 refuses access, and is left out of this download. A mirror that may have a token is written with #token behind its address.</source>
        <translation>Der Spiegelserver %1 verweigert den Zugriff und wird bei diesem Download übergangen. Darf ein Spiegelserver ein Token bekommen, steht #token hinter seiner Adresse.</translation>
    </message>
    <message>
        <source>The mirror %1 gave bytes that are not the model&apos;s; they were thrown away, and it is left out of this download.</source>
        <translation>Der Spiegelserver %1 lieferte Bytes, die nicht zum Modell gehören; sie wurden verworfen, und er wird bei diesem Download übergangen.</translation>
    </message>
    <message>
        <source>%1 of it are doubles: the same weights in another format.</source>
        <translation>%1 davon sind Doppelte: dieselben Gewichte in einem anderen Format.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of a format that runs code when it is loaded: %1.</source>
        <translation>
            <numerusform>%n Datei in einem Format, das beim Laden Code ausführt: %1.</numerusform>
            <numerusform>%n Dateien in einem Format, das beim Laden Code ausführt: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>The model brings code of its own, which programs run when they are told to trust it: %1.</source>
        <translation>Das Modell bringt eigenen Code mit, den Programme ausführen, wenn sie ihm vertrauen sollen: %1.</translation>
    </message>
    <message>
        <source>With --keep-git it stays.</source>
        <translation>Mit --keep-git bleibt sie.</translation>
    </message>
    <message>
        <source>With --variant NAME one of them is.</source>
        <translation>Mit --variant NAME nur eine davon.</translation>
    </message>
    <message>
        <source>With --variant default they are left out.</source>
        <translation>Mit --variant default werden sie ausgelassen.</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Resolving</source>
        <translation>Wird ermittelt</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Publishing</source>
        <translation>Wird bereitgestellt</translation>
    </message>
    <message>
        <source>Waiting for room</source>
        <translation>Wartet auf Platz</translation>
    </message>
    <message>
        <source>Waiting for another program</source>
        <translation>Wartet auf anderes Programm</translation>
    </message>
    <message>
        <source>Waiting for another model</source>
        <translation>Wartet auf anderes Modell</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>Neuer Versuch</translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation>Wartet noch %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>Schon vorhanden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>object %1</source>
        <translation>Objekt %1</translation>
    </message>
    <message>
        <source>The connection failed</source>
        <translation>Die Verbindung ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Check the connection and the proxy settings, then try again; it goes on where it stopped.</source>
        <translation>Verbindung und Proxy-Einstellungen prüfen, dann erneut versuchen; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>The server went silent</source>
        <translation>Der Server ist verstummt</translation>
    </message>
    <message>
        <source>Try again later; it goes on where it stopped.</source>
        <translation>Später erneut versuchen; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was not accepted</source>
        <translation>Das Zertifikat des Servers wurde nicht akzeptiert</translation>
    </message>
    <message>
        <source>If your network has a certificate authority of its own, name its file in git&apos;s http.sslCAInfo.</source>
        <translation>Hat das Netzwerk eine eigene Zertifizierungsstelle, ihre Zertifikatsdatei in Git unter http.sslCAInfo eintragen.</translation>
    </message>
    <message>
        <source>Access was refused; the repository is private, or there is none of this name</source>
        <translation>Der Zugriff wurde verweigert; das Repository ist privat, oder es gibt keines dieses Namens</translation>
    </message>
    <message>
        <source>Check the spelling. For a private model sign in or set HF_TOKEN, or store a credential with git.</source>
        <translation>Die Schreibweise prüfen. Für ein privates Modell anmelden oder HF_TOKEN setzen oder Anmeldedaten in Git hinterlegen.</translation>
    </message>
    <message>
        <source>The model is gated: a token is needed</source>
        <translation>Das Modell ist zugangsbeschränkt: ein Token wird benötigt</translation>
    </message>
    <message>
        <source>Open the model&apos;s page in a browser, accept its licence, and sign in or set HF_TOKEN, with a token of that account.</source>
        <translation>Die Seite des Modells im Browser öffnen, seine Lizenz akzeptieren und mit einem Token dieses Kontos anmelden oder HF_TOKEN setzen.</translation>
    </message>
    <message>
        <source>The model is gated, and this account has no access to it</source>
        <translation>Das Modell ist zugangsbeschränkt, und dieses Konto hat keinen Zugang</translation>
    </message>
    <message>
        <source>The server does not have one of the model&apos;s files</source>
        <translation>Der Server hat eine der Dateien des Modells nicht</translation>
    </message>
    <message>
        <source>The repository names the file, but its bytes are missing on the server: tell the model&apos;s owner. git&apos;s lfs.fetchexclude leaves the file out.</source>
        <translation>Das Repository nennt die Datei, doch ihre Bytes fehlen auf dem Server: den Eigentümer des Modells informieren. Gits lfs.fetchexclude lässt die Datei aus.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>weightyard-cli list shows the names; give a model that is not in it as OWNER/NAME.</source>
        <translation>weightyard-cli list zeigt die Namen; ein Modell, das dort fehlt, als OWNER/NAME angeben.</translation>
    </message>
    <message>
        <source>Check the name and the revision on the model&apos;s page.</source>
        <translation>Name und Revision auf der Seite des Modells prüfen.</translation>
    </message>
    <message>
        <source>The server asked to wait</source>
        <translation>Der Server bittet zu warten</translation>
    </message>
    <message>
        <source>The server has a problem</source>
        <translation>Der Server hat ein Problem</translation>
    </message>
    <message>
        <source>It usually passes: try again in a few minutes; it goes on where it stopped.</source>
        <translation>Meist geht es vorüber: in einigen Minuten erneut versuchen; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>A file of Weightyard&apos;s own cannot be used</source>
        <translation>Eine eigene Datei von Weightyard kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>A newer Weightyard may have written it: update. Else move the file away; what it was about is looked at anew.</source>
        <translation>Vielleicht hat ein neueres Weightyard sie geschrieben: aktualisieren. Sonst die Datei beiseiteschieben; worum es darin ging, wird neu ermittelt.</translation>
    </message>
    <message>
        <source>The server&apos;s answer makes no sense</source>
        <translation>Die Antwort des Servers ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>A proxy or a sign-in page of the network may be in between; open the address in a browser to see.</source>
        <translation>Vielleicht ist ein Proxy oder eine Anmeldeseite des Netzwerks dazwischen; die Adresse zur Probe in einem Browser öffnen.</translation>
    </message>
    <message>
        <source>A file of Weightyard&apos;s own is damaged</source>
        <translation>Eine eigene Datei von Weightyard ist beschädigt</translation>
    </message>
    <message>
        <source>Move the file away; what it was about is looked at anew, and no model is touched.</source>
        <translation>Die Datei beiseiteschieben; worum es darin ging, wird neu ermittelt, und kein Modell wird angetastet.</translation>
    </message>
    <message>
        <source>The bytes received are damaged</source>
        <translation>Die empfangenen Bytes sind beschädigt</translation>
    </message>
    <message>
        <source>Try again. If it happens again, the file on the server is damaged: tell the model&apos;s owner.</source>
        <translation>Erneut versuchen. Geschieht es wieder, ist die Datei auf dem Server beschädigt: den Eigentümer des Modells informieren.</translation>
    </message>
    <message>
        <source>Not enough room: %1 needed, %2 free</source>
        <translation>Nicht genug Platz: %1 benötigt, %2 frei</translation>
    </message>
    <message>
        <source>Make room, or choose another folder with --library or --into; what is here already is kept.</source>
        <translation>Platz schaffen oder mit --library oder --into einen anderen Ordner wählen; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The disk is full, or cannot hold a file this large</source>
        <translation>Der Datenträger ist voll oder kann eine so große Datei nicht aufnehmen</translation>
    </message>
    <message>
        <source>The system does not allow it</source>
        <translation>Das System erlaubt es nicht</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to, or change the folder&apos;s permissions.</source>
        <translation>Einen Ordner mit Schreibrechten wählen oder die Rechte des Ordners ändern.</translation>
    </message>
    <message>
        <source>This disk cannot hold a file of the repository</source>
        <translation>Dieser Datenträger kann eine Datei des Repositorys nicht aufnehmen</translation>
    </message>
    <message>
        <source>Choose a folder on another disk with --library or --into.</source>
        <translation>Mit --library oder --into einen Ordner auf einem anderen Datenträger wählen.</translation>
    </message>
    <message>
        <source>Something else is in the way</source>
        <translation>Etwas anderes ist im Weg</translation>
    </message>
    <message>
        <source>Move what is there away, or choose another folder with --library or --into.</source>
        <translation>Beiseiteschieben, was dort ist, oder mit --library oder --into einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The repository cannot be put on a disk as it is</source>
        <translation>Das Repository kann so nicht auf einen Datenträger geschrieben werden</translation>
    </message>
    <message>
        <source>Tell the repository&apos;s owner; nothing was written.</source>
        <translation>Den Eigentümer des Repositorys informieren; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The repository was refused: it could write outside its folder</source>
        <translation>Das Repository wurde abgelehnt: Es könnte außerhalb seines Ordners schreiben</translation>
    </message>
    <message>
        <source>Do not use this repository, and tell its host about it.</source>
        <translation>Dieses Repository nicht verwenden und seinen Host darüber informieren.</translation>
    </message>
    <message>
        <source>Weightyard made a mistake</source>
        <translation>Weightyard hat einen Fehler gemacht</translation>
    </message>
    <message>
        <source>Try again with --verbose and report what it says.</source>
        <translation>Mit --verbose erneut versuchen und melden, was es ausgibt.</translation>
    </message>
    <message>
        <source>A file that was named cannot be used</source>
        <translation>Eine angegebene Datei kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>Mend it, or leave it out.</source>
        <translation>Berichtigen oder weglassen.</translation>
    </message>
    <message>
        <source>That was not understood</source>
        <translation>Das wurde nicht verstanden</translation>
    </message>
    <message>
        <source>Give a model as OWNER/NAME or as the address of its page.</source>
        <translation>Ein Modell als OWNER/NAME oder mit der Adresse seiner Seite angeben.</translation>
    </message>
    <message>
        <source>Something that this needs is missing</source>
        <translation>Etwas, das hierfür nötig ist, fehlt</translation>
    </message>
    <message>
        <source>Install it with the system&apos;s package manager, then try again.</source>
        <translation>Mit der Paketverwaltung des Systems installieren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Another download fetches what this one needs too</source>
        <translation>Ein anderer Download lädt, was auch dieser braucht</translation>
    </message>
    <message>
        <source>It goes on by itself when the other one has it.</source>
        <translation>Es geht von selbst weiter, wenn der andere es hat.</translation>
    </message>
    <message>
        <source>Another window of Weightyard is open and does not answer</source>
        <translation>Ein anderes Fenster von Weightyard ist geöffnet und antwortet nicht</translation>
    </message>
    <message>
        <source>End that process, then start Weightyard again. If it runs nowhere any more, delete the file.</source>
        <translation>Diesen Prozess beenden, dann Weightyard neu starten. Läuft er nirgends mehr, die Datei löschen.</translation>
    </message>
    <message>
        <source>Another Weightyard is at work in this library</source>
        <translation>Ein anderes Weightyard arbeitet in dieser Bibliothek</translation>
    </message>
    <message>
        <source>Wait until the other one has finished, or use another library.</source>
        <translation>Warten, bis das andere fertig ist, oder eine andere Bibliothek verwenden.</translation>
    </message>
    <message>
        <source>The disk is not connected, or does not work</source>
        <translation>Der Datenträger ist nicht verbunden oder funktioniert nicht</translation>
    </message>
    <message>
        <source>Connect the disk and try again; it goes on where it stopped. Or choose another folder with --library.</source>
        <translation>Den Datenträger verbinden und erneut versuchen; es geht dort weiter, wo es aufgehört hat. Oder mit --library einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The disk failed to read or write</source>
        <translation>Der Datenträger konnte nicht lesen oder schreiben</translation>
    </message>
    <message>
        <source>The disk may be wearing out or its file system be damaged: check it, save what matters, or choose another folder with --library.</source>
        <translation>Der Datenträger ist vielleicht verschlissen oder sein Dateisystem beschädigt: prüfen, Wichtiges sichern oder mit --library einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>%1 cannot be used and was set aside</source>
        <translation>%1 kann nicht verwendet werden und wurde beiseitegelegt</translation>
    </message>
    <message>
        <source>Weightyard goes on with the defaults. What was in it is kept as %1; mend it and put it back, or leave it.</source>
        <translation>Weightyard arbeitet mit den Vorgaben weiter. Der Inhalt ist als %1 aufbewahrt; berichtigen und zurücklegen oder so lassen.</translation>
    </message>
    <message>
        <source>The model is here at commit %1, which is kept as its previous version.</source>
        <translation>Das Modell ist mit Commit %1 hier; der wird als frühere Version aufgehoben.</translation>
    </message>
    <message>
        <source>With update --rollback it comes back.</source>
        <translation>Mit update --rollback kommt sie zurück.</translation>
    </message>
    <message numerus="yes">
        <source>%n variant(s) are downloaded, %1 with everything else: %2.</source>
        <translation>
            <numerusform>%n Variante wird heruntergeladen, %1 mit allem Übrigen: %2.</numerusform>
            <numerusform>%n Varianten werden heruntergeladen, %1 mit allem Übrigen: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of the model were changed since, and stay as they are: %1.</source>
        <translation>
            <numerusform>%n Datei des Modells wurde seither geändert und bleibt, wie sie ist: %1.</numerusform>
            <numerusform>%n Dateien des Modells wurden seither geändert und bleiben, wie sie sind: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Licence, as its README states it: %1</source>
        <translation>Lizenz laut README: %1</translation>
    </message>
    <message>
        <source>The repository lacks shards of its weights, which cannot be loaded without them: %1.</source>
        <translation>Im Repository fehlen Teile der Gewichte, die ohne sie nicht geladen werden können: %1.</translation>
    </message>
    <message>
        <source>A safe choice leaves such files out, but for those that are named.</source>
        <translation>Eine sichere Auswahl lässt solche Dateien aus, außer denen, die genannt sind.</translation>
    </message>
    <message>
        <source>Wait a few minutes, then try again; without a token the limit is lower.</source>
        <translation>Einige Minuten warten, dann erneut versuchen; ohne Token ist die Grenze niedriger.</translation>
    </message>
    <message>
        <source>The model is here with its git history, which stays.</source>
        <translation>Das Modell ist mit seiner Git-Historie hier; sie bleibt.</translation>
    </message>
    <message>
        <source>With verify MODEL --repair the model&apos;s come back.</source>
        <translation>Mit verify MODEL --repair kommen die des Modells zurück.</translation>
    </message>
    <message>
        <source>With clean --git-history MODEL it goes.</source>
        <translation>Mit clean --git-history MODEL wird sie entfernt.</translation>
    </message>
    <message>
        <source>With --safe such files are left out.</source>
        <translation>Mit --safe werden solche Dateien weggelassen.</translation>
    </message>
</context>
<context>
    <name>PickPresets</name>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Weights and configuration</source>
        <translation>Gewichte und Konfiguration</translation>
    </message>
    <message>
        <source>Ticked files</source>
        <translation>Angekreuzte Dateien</translation>
    </message>
    <message>
        <source>By patterns</source>
        <translation>Nach Mustern</translation>
    </message>
    <message>
        <source>Without doubles</source>
        <translation>Ohne Doppelte</translation>
    </message>
    <message>
        <source>%1, but for patterns</source>
        <translation>%1, mit Ausnahmen</translation>
    </message>
</context>
<context>
    <name>RemovalQuestion</name>
    <message numerus="yes">
        <source>%n file(s) in %1. Deleting them frees %2.</source>
        <translation>
            <numerusform>%n Datei in %1. Löschen gibt %2 frei.</numerusform>
            <numerusform>%n Dateien in %1. Löschen gibt %2 frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>The git history goes with them.</source>
        <translation>Die Git-Historie wird mit gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the model&apos;s stay: %1</source>
        <translation>
            <numerusform>%n Datei, die nicht zum Modell gehört, bleibt: %1</numerusform>
            <numerusform>%n Dateien, die nicht zum Modell gehören, bleiben: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep model</source>
        <translation>Modell behalten</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>%1 is in the trash. That frees its room once the trash is emptied.</source>
        <translation>%1 ist im Papierkorb. Der Platz wird frei, sobald er geleert wird.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n model(s)?</source>
        <translation>
            <numerusform>%n Modell löschen?</numerusform>
            <numerusform>%n Modelle löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep models</source>
        <translation>Modelle behalten</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are in the trash. That frees their room once the trash is emptied.</source>
        <translation>
            <numerusform>%n Modell ist im Papierkorb. Der Platz wird frei, sobald er geleert wird.</numerusform>
            <numerusform>%n Modelle sind im Papierkorb. Der Platz wird frei, sobald er geleert wird.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), %2</source>
        <translation>
            <numerusform>%1: %n Datei, %2</numerusform>
            <numerusform>%1: %n Dateien, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s), %1</source>
        <translation>
            <numerusform>und noch %n, %1</numerusform>
            <numerusform>und noch %n, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleting them frees %1.</source>
        <translation>Löschen gibt %1 frei.</translation>
    </message>
    <message>
        <source>Their git histories go with them.</source>
        <translation>Ihre Git-Historien werden mit gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the models&apos; stay: %1</source>
        <translation>
            <numerusform>%n Datei, die nicht zu den Modellen gehört, bleibt: %1</numerusform>
            <numerusform>%n Dateien, die nicht zu den Modellen gehören, bleiben: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stays: %2</source>
        <translation>%1 bleibt: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n other model(s) failed, too.</source>
        <translation>
            <numerusform>%n weiteres Modell ist auch fehlgeschlagen.</numerusform>
            <numerusform>%n weitere Modelle sind auch fehlgeschlagen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen model(s) are left out: they are not here, or Weightyard did not put them there.</source>
        <translation>
            <numerusform>%n gewähltes Modell bleibt außen vor: Es ist nicht lokal oder stammt nicht von Weightyard.</numerusform>
            <numerusform>%n gewählte Modelle bleiben außen vor: Sie sind nicht lokal oder stammen nicht von Weightyard.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its files in %1 are %2&apos;s and stay there. Weightyard forgets the model; to delete the files, use %2.</source>
        <translation>Die Dateien in %1 gehören %2 und bleiben dort. Weightyard vergisst das Modell; gelöscht werden die Dateien in %2.</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>%1 vergessen?</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>%1: its files are %2&apos;s and stay; Weightyard forgets the model</source>
        <translation>%1: Die Dateien gehören %2 und bleiben; Weightyard vergisst das Modell</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n model(s)?</source>
        <translation>
            <numerusform>%n Modell vergessen?</numerusform>
            <numerusform>%n Modelle vergessen?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Download abbrechen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Look for an update</source>
        <translation>Nach Update suchen</translation>
    </message>
    <message>
        <source>Back to previous version</source>
        <translation>Zur vorherigen Version</translation>
    </message>
    <message>
        <source>Share with Hugging Face cache</source>
        <translation>Mit Hugging-Face-Cache teilen</translation>
    </message>
    <message>
        <source>Take out of Hugging Face cache</source>
        <translation>Aus Hugging-Face-Cache nehmen</translation>
    </message>
    <message>
        <source>Share with LM Studio</source>
        <translation>Mit LM Studio teilen</translation>
    </message>
    <message>
        <source>Take out of LM Studio</source>
        <translation>Aus LM Studio nehmen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>This one now</source>
        <translation>Dieses jetzt</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Discard download</source>
        <translation>Download verwerfen</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Delete model…</source>
        <translation>Modell löschen…</translation>
    </message>
    <message>
        <source>Use it…</source>
        <translation>Verwenden…</translation>
    </message>
    <message>
        <source>Open in terminal</source>
        <translation>Im Terminal öffnen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Id kopieren</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Download into a folder…</source>
        <translation>In einen Ordner laden…</translation>
    </message>
</context>
<context>
    <name>RowSpeech</name>
    <message>
        <source>not ticked</source>
        <translation>nicht angekreuzt</translation>
    </message>
    <message>
        <source>some ticked</source>
        <translation>teilweise angekreuzt</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>angekreuzt</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
</context>
<context>
    <name>RowText</name>
    <message>
        <source>Verifying · %1</source>
        <translation>Wird geprüft · %1</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Looking for an update</source>
        <translation>Update wird gesucht</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Wird geteilt</translation>
    </message>
    <message>
        <source>Going back</source>
        <translation>Geht zurück</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n Datei, %1</numerusform>
            <numerusform>%n Dateien, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>without git history</source>
        <translation>ohne Git-Historie</translation>
    </message>
    <message>
        <source>Queued · next</source>
        <translation>Als Nächstes</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Resolving</source>
        <translation>Wird ermittelt</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Schließt ab</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation>Wartet noch %1</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>Neuer Versuch</translation>
    </message>
    <message>
        <source>Waiting for room</source>
        <translation>Wartet auf Platz</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>for another program</source>
        <translation>auf anderes Programm</translation>
    </message>
    <message>
        <source>for another model</source>
        <translation>auf anderes Modell</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>Nicht erkannt</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Does not fit · %1</source>
        <translation>Passt nicht · %1</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>Nicht lokal</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>%1 aufbewahrt</translation>
    </message>
    <message>
        <source>Make room, or choose another library folder; what is here already is kept.</source>
        <translation>Platz schaffen oder einen anderen Bibliotheksordner wählen; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Choose whose files are wanted: yours, or the new ones.</source>
        <translation>Wählen, wessen Dateien gelten sollen: die eigenen oder die neuen.</translation>
    </message>
    <message>
        <source>Move what is there away, or choose another library folder.</source>
        <translation>Beiseiteschieben, was dort ist, oder einen anderen Bibliotheksordner wählen.</translation>
    </message>
    <message>
        <source>Connect the disk and try again, or choose another library folder.</source>
        <translation>Den Datenträger verbinden und erneut versuchen oder einen anderen Bibliotheksordner wählen.</translation>
    </message>
    <message>
        <source>Check the disk and save what matters, or choose another library folder.</source>
        <translation>Den Datenträger prüfen und Wichtiges sichern oder einen anderen Bibliotheksordner wählen.</translation>
    </message>
    <message>
        <source>Try it again, and report what “Copy diagnostics” says.</source>
        <translation>Erneut versuchen und melden, was „Diagnose kopieren“ liefert.</translation>
    </message>
    <message>
        <source>Open its page and accept its licence. Then sign in, in the menu, with a token of that account, and check again.</source>
        <translation>Die Seite öffnen und die Lizenz akzeptieren. Dann im Menü mit einem Token dieses Kontos anmelden und erneut prüfen.</translation>
    </message>
    <message>
        <source>Check the spelling. For a private model sign in, in the menu, and check again.</source>
        <translation>Die Schreibweise prüfen. Für ein privates Modell im Menü anmelden und erneut prüfen.</translation>
    </message>
    <message>
        <source>Make a new token on the host&apos;s page, sign in with it, in the menu, and check again.</source>
        <translation>Auf der Seite des Hosts ein neues Token erstellen, im Menü damit anmelden und erneut prüfen.</translation>
    </message>
    <message>
        <source>A model is named by OWNER/NAME or by the address of its page.</source>
        <translation>Ein Modell wird als OWNER/NAME oder mit der Adresse seiner Seite genannt.</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Server is silent</source>
        <translation>Server verstummt</translation>
    </message>
    <message>
        <source>Certificate refused</source>
        <translation>Zertifikat abgelehnt</translation>
    </message>
    <message>
        <source>Missing or private</source>
        <translation>Fehlt oder ist privat</translation>
    </message>
    <message>
        <source>Access needed</source>
        <translation>Zugang nötig</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Server asked to wait</source>
        <translation>Server bittet zu warten</translation>
    </message>
    <message>
        <source>Server is busy</source>
        <translation>Server überlastet</translation>
    </message>
    <message>
        <source>Odd answer</source>
        <translation>Seltsame Antwort</translation>
    </message>
    <message>
        <source>Disk is full</source>
        <translation>Datenträger voll</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>Folder is taken</source>
        <translation>Ordner ist belegt</translation>
    </message>
    <message>
        <source>Unsafe repository</source>
        <translation>Unsicheres Repository</translation>
    </message>
    <message>
        <source>Our mistake</source>
        <translation>Unser Fehler</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Nicht verstanden</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>Etwas fehlt</translation>
    </message>
    <message>
        <source>Library is in use</source>
        <translation>Bibliothek in Benutzung</translation>
    </message>
    <message>
        <source>Disk not connected</source>
        <translation>Datenträger fehlt</translation>
    </message>
    <message>
        <source>Disk error</source>
        <translation>Datenträgerfehler</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Gemma licence</source>
        <translation>Gemma-Lizenz</translation>
    </message>
    <message>
        <source>Llama 2 licence</source>
        <translation>Llama-2-Lizenz</translation>
    </message>
    <message>
        <source>Llama 3 licence</source>
        <translation>Llama-3-Lizenz</translation>
    </message>
    <message>
        <source>Llama 3.1 licence</source>
        <translation>Llama-3.1-Lizenz</translation>
    </message>
    <message>
        <source>Llama 3.2 licence</source>
        <translation>Llama-3.2-Lizenz</translation>
    </message>
    <message>
        <source>own licence</source>
        <translation>eigene Lizenz</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>beschränkt</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>Arrived damaged</source>
        <translation>Beschädigt angekommen</translation>
    </message>
    <message>
        <source>What is here stays as it is. For the newer version choose another variant or file.</source>
        <translation>Was hier ist, bleibt, wie es ist. Für die neuere Version eine andere Variante oder Datei wählen.</translation>
    </message>
    <message>
        <source>download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
    <message>
        <source>Choose another variant, or files, where the model is shown in Browse.</source>
        <translation>Eine andere Variante oder Dateien wählen, wo das Modell unter „Stöbern“ gezeigt wird.</translation>
    </message>
    <message>
        <source>Choose that branch as the revision, where the model is shown in Browse.</source>
        <translation>Diesen Branch als Revision wählen, wo das Modell unter „Stöbern“ gezeigt wird.</translation>
    </message>
    <message>
        <source>Choose other files, or allow these formats in the settings.</source>
        <translation>Andere Dateien wählen oder diese Formate in den Einstellungen erlauben.</translation>
    </message>
    <message>
        <source>hf download (with hf_xet) gets it; “Take over models…”, in the menu, then makes it one of yours. Or choose other files.</source>
        <translation>hf download (mit hf_xet) lädt es; „Modelle übernehmen…“ im Menü macht es dann zu einem eigenen. Oder andere Dateien wählen.</translation>
    </message>
    <message>
        <source>“Take over models…”, in the menu, makes it one of yours, and a download completes it. Or move it away.</source>
        <translation>„Modelle übernehmen…“ im Menü macht es zu einem eigenen, und ein Download vervollständigt es. Oder es beiseiteschieben.</translation>
    </message>
    <message>
        <source>“Take over models…”, in the menu, makes it one of yours; nothing is fetched or changed.</source>
        <translation>„Modelle übernehmen…“ im Menü macht es zu einem eigenen; nichts wird geladen oder geändert.</translation>
    </message>
    <message>
        <source>Name it: OWNER/NAME or its address.</source>
        <translation>Es nennen: EIGENTÜMER/NAME oder seine Adresse.</translation>
    </message>
    <message>
        <source>Name the right repository.</source>
        <translation>Das richtige Repository nennen.</translation>
    </message>
    <message>
        <source>Allow a copy, which takes as much room again.</source>
        <translation>Eine Kopie erlauben, die noch einmal so viel Platz braucht.</translation>
    </message>
    <message>
        <source>for another task</source>
        <translation>auf eine andere Aufgabe</translation>
    </message>
</context>
<context>
    <name>SearchMessage</name>
    <message>
        <source>The Hub takes no more questions for now</source>
        <translation>Der Hub nimmt vorerst keine Anfragen mehr an</translation>
    </message>
    <message>
        <source>It is asked again by itself. Downloads are not held up.</source>
        <translation>Er wird von selbst wieder gefragt. Downloads hält das nicht auf.</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt wiederholen</translation>
    </message>
    <message>
        <source>This host has no search</source>
        <translation>Dieser Host hat keine Suche</translation>
    </message>
    <message>
        <source>It has models all the same: write OWNER/NAME of one, or paste its address.</source>
        <translation>Modelle hat er trotzdem: OWNER/NAME eines Modells eingeben oder seine Adresse einfügen.</translation>
    </message>
    <message>
        <source>The Hub could not be asked</source>
        <translation>Der Hub konnte nicht gefragt werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The Hub does not answer</source>
        <translation>Der Hub antwortet nicht</translation>
    </message>
    <message>
        <source>What is here can be used. Without a connection nothing can be searched.</source>
        <translation>Was lokal ist, lässt sich nutzen. Ohne Verbindung kann nichts gesucht werden.</translation>
    </message>
    <message>
        <source>Asking the Hub…</source>
        <translation>Der Hub wird gefragt…</translation>
    </message>
    <message>
        <source>Nothing that was found fits this machine</source>
        <translation>Nichts Gefundenes passt auf diesen Rechner</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are left out.</source>
        <translation>
            <numerusform>%n Modell ist ausgelassen.</numerusform>
            <numerusform>%n Modelle sind ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>The Hub has no such model</source>
        <translation>Der Hub hat kein solches Modell</translation>
    </message>
    <message>
        <source>Without filters</source>
        <translation>Ohne Filter</translation>
    </message>
    <message>
        <source>The Hub has no model called “%1”</source>
        <translation>Der Hub hat kein Modell namens „%1“</translation>
    </message>
    <message>
        <source>Filters are set; without them there may be some.</source>
        <translation>Filter sind gesetzt; ohne sie gibt es vielleicht welche.</translation>
    </message>
    <message>
        <source>Fewer words find more.</source>
        <translation>Weniger Wörter finden mehr.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n do not fit this machine</source>
        <translation>
            <numerusform>%n passt nicht auf diesen Rechner</numerusform>
            <numerusform>%n passen nicht auf diesen Rechner</numerusform>
        </translation>
    </message>
    <message>
        <source>these are all</source>
        <translation>das sind alle</translation>
    </message>
    <message>
        <source>The search does not list “%1”</source>
        <translation>Die Suche führt „%1“ nicht auf</translation>
    </message>
    <message>
        <source>The Hub has it all the same. Its details are shown.</source>
        <translation>Der Hub hat es trotzdem. Seine Einzelheiten werden angezeigt.</translation>
    </message>
    <message>
        <source>The Hub does not answer. These are here, or were looked at before.</source>
        <translation>Der Hub antwortet nicht. Diese sind hier oder wurden früher angesehen.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1.</source>
        <comment>a sentence and its stop</comment>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a statement and its reason</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a statement and where, or what more</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a list and its next part</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>SettingText</name>
    <message>
        <source>the folder that downloads go into</source>
        <translation>der Ordner, in den heruntergeladen wird</translation>
    </message>
    <message>
        <source>keep neither .git nor .gitattributes of new downloads</source>
        <translation>weder .git noch .gitattributes neuer Downloads behalten</translation>
    </message>
    <message>
        <source>models at a time, 1 to 8</source>
        <translation>Modelle gleichzeitig, 1 bis 8</translation>
    </message>
    <message>
        <source>connections at a time, of all downloads together, 1 to 16</source>
        <translation>Verbindungen gleichzeitig, alle Downloads zusammen, 1 bis 16</translation>
    </message>
    <message>
        <source>bytes a second, of all downloads together</source>
        <translation>Byte pro Sekunde, alle Downloads zusammen</translation>
    </message>
    <message>
        <source>where large files are looked for before their host is asked</source>
        <translation>wo große Dateien gesucht werden, bevor ihr Host gefragt wird</translation>
    </message>
    <message>
        <source>leave files out that run code when they are loaded</source>
        <translation>Dateien auslassen, die beim Laden Code ausführen</translation>
    </message>
    <message>
        <source>further libraries, whose models are here, too</source>
        <translation>weitere Bibliotheken, deren Modelle ebenfalls vorhanden sind</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Begrenzung</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>the window&apos;s colours: system, light, dark or high-contrast</source>
        <translation>Farben des Fensters: system, light, dark oder high-contrast</translation>
    </message>
    <message>
        <source>of both programs: system, en, de or zh_CN</source>
        <translation>Sprache beider Programme: system, en, de oder zh_CN</translation>
    </message>
    <message>
        <source>tell when all downloads of the window have ended</source>
        <translation>melden, wenn alle Downloads des Fensters beendet sind</translation>
    </message>
    <message>
        <source>an icon of the window in the tray</source>
        <translation>ein Symbol des Fensters in der Taskleiste</translation>
    </message>
    <message>
        <source>hours of the week without the limit of limitRate</source>
        <translation>Stunden der Woche ohne die Grenze von limitRate</translation>
    </message>
    <message>
        <source>on a metered connection the window&apos;s downloads pause or go-on</source>
        <translation>bei getakteter Verbindung: Downloads des Fensters mit pause anhalten oder mit go-on fortsetzen</translation>
    </message>
    <message>
        <source>the command of afterQueue: a program and its arguments</source>
        <translation>der Befehl zu afterQueue: ein Programm und seine Argumente</translation>
    </message>
    <message>
        <source>at the end of the queue: nothing, quit, sleep, shutdown, command</source>
        <translation>am Ende der Warteschlange: nothing, quit, sleep, shutdown, command</translation>
    </message>
    <message>
        <source>the window looks daily for a newer version of Weightyard</source>
        <translation>das Fenster sucht täglich nach einer neueren Version</translation>
    </message>
</context>
<context>
    <name>SeveralRows</name>
    <message>
        <source>Open folders</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open in terminals</source>
        <translation>In Terminals öffnen</translation>
    </message>
    <message>
        <source>Open pages</source>
        <translation>Seiten öffnen</translation>
    </message>
    <message>
        <source>These now</source>
        <translation>Diese jetzt</translation>
    </message>
    <message>
        <source>Copy paths</source>
        <translation>Pfade kopieren</translation>
    </message>
    <message>
        <source>Copy ids</source>
        <translation>Ids kopieren</translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation>Adressen kopieren</translation>
    </message>
    <message>
        <source>Look for updates</source>
        <translation>Nach Updates suchen</translation>
    </message>
    <message>
        <source>Cancel downloads</source>
        <translation>Downloads abbrechen</translation>
    </message>
    <message>
        <source>Discard downloads</source>
        <translation>Downloads verwerfen</translation>
    </message>
    <message>
        <source>Delete models…</source>
        <translation>Modelle löschen…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>All of them are here</source>
        <translation>Alle sind lokal</translation>
    </message>
    <message>
        <source>None of them is here</source>
        <translation>Keines davon ist lokal</translation>
    </message>
    <message>
        <source>%1 of %2 are here</source>
        <translation>%1 von %2 sind lokal</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 auf dem Datenträger</translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>und noch %n</numerusform>
            <numerusform>und noch %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) chosen</source>
        <translation>
            <numerusform>%n Modell gewählt</numerusform>
            <numerusform>%n Modelle gewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpecialCases</name>
    <message>
        <source>A file of yours would be replaced</source>
        <translation>Eine eigene Datei würde ersetzt</translation>
    </message>
    <message>
        <source>--keep-mine keeps your file; --take-new takes the new one, and yours is kept until the next update.</source>
        <translation>--keep-mine behält die eigene Datei; --take-new nimmt die neue, und die eigene wird bis zum nächsten Update aufbewahrt.</translation>
    </message>
    <message>
        <source>The model has a git history that is not Weightyard&apos;s</source>
        <translation>Das Modell hat eine Git-Historie, die nicht von Weightyard ist</translation>
    </message>
    <message>
        <source>Bring it up to date with git pull.</source>
        <translation>Mit git pull auf den neuesten Stand bringen.</translation>
    </message>
    <message>
        <source>There is nothing to go back to</source>
        <translation>Es gibt keine frühere Version</translation>
    </message>
    <message>
        <source>Only the version before the last update is kept. An older one is downloaded with get --revision.</source>
        <translation>Nur die Version vor dem letzten Update wird aufbewahrt. Eine ältere wird mit get --revision heruntergeladen.</translation>
    </message>
    <message>
        <source>The git history holds what is nowhere else</source>
        <translation>Die Git-Historie enthält, was es sonst nirgends gibt</translation>
    </message>
    <message>
        <source>Push or undo what is your own, or keep the history.</source>
        <translation>Eigenes pushen oder rückgängig machen oder die Historie behalten.</translation>
    </message>
    <message>
        <source>The folder cannot be moved into the library</source>
        <translation>Der Ordner kann nicht in die Bibliothek verschoben werden</translation>
    </message>
    <message>
        <source>The folder cannot be replaced in one step</source>
        <translation>Der Ordner kann nicht in einem Schritt ersetzt werden</translation>
    </message>
    <message>
        <source>Remove the model and get it again, or let git pull do it.</source>
        <translation>Das Modell löschen und erneut herunterladen oder git pull verwenden.</translation>
    </message>
    <message>
        <source>This model cannot be shared with other programs</source>
        <translation>Dieses Modell kann nicht mit anderen Programmen geteilt werden</translation>
    </message>
    <message>
        <source>Other programs find models by their names on the Hub.</source>
        <translation>Andere Programme finden Modelle über ihre Namen auf dem Hub.</translation>
    </message>
    <message>
        <source>Sharing would take as much room again</source>
        <translation>Das Teilen würde noch einmal so viel Platz belegen</translation>
    </message>
    <message>
        <source>With --copy it is copied.</source>
        <translation>Mit --copy wird es kopiert.</translation>
    </message>
    <message>
        <source>Another program is at work there</source>
        <translation>Ein anderes Programm arbeitet dort</translation>
    </message>
    <message>
        <source>Wait until it has finished, then try again.</source>
        <translation>Warten, bis es fertig ist, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Es gibt nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>weightyard-cli share shares it.</source>
        <translation>weightyard-cli share teilt es.</translation>
    </message>
    <message>
        <source>LM Studio was not found</source>
        <translation>LM Studio wurde nicht gefunden</translation>
    </message>
    <message>
        <source>Start LM Studio once, so that it makes its folder; then try again.</source>
        <translation>LM Studio einmal starten, damit es seinen Ordner anlegt; dann erneut versuchen.</translation>
    </message>
    <message>
        <source>This file cannot be downloaded by git-lfs</source>
        <translation>Diese Datei kann nicht mit git-lfs heruntergeladen werden</translation>
    </message>
    <message>
        <source>hf download (with hf_xet) gets it; weightyard-cli adopt then takes the folder over. Or leave it out: --exclude, or another variant.</source>
        <translation>hf download (mit hf_xet) lädt sie; weightyard-cli adopt übernimmt dann den Ordner. Oder auslassen: --exclude oder eine andere Variante.</translation>
    </message>
    <message>
        <source>This host cannot be searched</source>
        <translation>Dieser Host kann nicht durchsucht werden</translation>
    </message>
    <message>
        <source>Name the model as OWNER/NAME. A mirror in HF_ENDPOINT may lack the search that the Hub itself has.</source>
        <translation>Das Modell als OWNER/NAME angeben. Einem Spiegelserver in HF_ENDPOINT kann die Suche fehlen, die der Hub selbst hat.</translation>
    </message>
    <message>
        <source>The quota is used up</source>
        <translation>Das Kontingent ist aufgebraucht</translation>
    </message>
    <message>
        <source>Something else is in the way</source>
        <translation>Etwas anderes ist im Weg</translation>
    </message>
    <message>
        <source>weightyard-cli adopt takes it over, and the next get completes it. Or move it away.</source>
        <translation>weightyard-cli adopt übernimmt es, und das nächste get vervollständigt es. Oder beiseiteschieben.</translation>
    </message>
    <message>
        <source>The repository is not known</source>
        <translation>Das Repository ist nicht bekannt</translation>
    </message>
    <message>
        <source>Name it: OWNER/NAME or its address (in a terminal with --repo).</source>
        <translation>Angeben: OWNER/NAME oder die Adresse (in einem Terminal mit --repo).</translation>
    </message>
    <message>
        <source>A file of the model was changed</source>
        <translation>Eine Datei des Modells wurde geändert</translation>
    </message>
    <message>
        <source>Other programs would take it for the repository&apos;s. Move your file away and get the model again, then share it.</source>
        <translation>Andere Programme würden sie für die des Repositorys halten. Die eigene Datei beiseiteschieben und das Modell erneut herunterladen, dann teilen.</translation>
    </message>
    <message>
        <source>Weightyard did not put this model here</source>
        <translation>Dieses Modell stammt nicht von Weightyard</translation>
    </message>
    <message>
        <source>weightyard-cli adopt and the folder take it over; nothing is fetched or changed.</source>
        <translation>weightyard-cli adopt mit dem Ordner übernimmt es; dabei wird nichts geladen oder geändert.</translation>
    </message>
    <message>
        <source>The folder holds another model</source>
        <translation>Der Ordner enthält ein anderes Modell</translation>
    </message>
    <message>
        <source>Name the right repository (in a terminal with --repo).</source>
        <translation>Das richtige Repository angeben (in einem Terminal mit --repo).</translation>
    </message>
    <message>
        <source>The clone cannot be used</source>
        <translation>Der Klon kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>Move the folder away and get the model.</source>
        <translation>Den Ordner beiseiteschieben und das Modell herunterladen.</translation>
    </message>
    <message>
        <source>The folder belongs to another program</source>
        <translation>Der Ordner gehört einem anderen Programm</translation>
    </message>
    <message>
        <source>It stays as it is. Get the model: what is there is not fetched.</source>
        <translation>Er bleibt, wie er ist. Das Modell herunterladen: Was schon da ist, wird nicht erneut geladen.</translation>
    </message>
    <message>
        <source>Adopt it where it is, without --move, or copy it into the library first.</source>
        <translation>Ohne --move dort übernehmen, wo er ist, oder zuerst in die Bibliothek kopieren.</translation>
    </message>
    <message>
        <source>That is not the folder of one model</source>
        <translation>Das ist nicht der Ordner eines einzelnen Modells</translation>
    </message>
    <message>
        <source>The copy was dropped, the original stays</source>
        <translation>Die Kopie wurde verworfen, das Original bleibt</translation>
    </message>
    <message>
        <source>Check both disks, and that no program writes to the file; then do it again.</source>
        <translation>Beide Datenträger prüfen und sicherstellen, dass kein Programm in die Datei schreibt; dann wiederholen.</translation>
    </message>
    <message>
        <source>A library cannot lie in another one</source>
        <translation>Eine Bibliothek kann nicht in einer anderen liegen</translation>
    </message>
    <message>
        <source>Choose a folder outside.</source>
        <translation>Einen Ordner außerhalb wählen.</translation>
    </message>
    <message>
        <source>A folder can be one library only</source>
        <translation>Ein Ordner kann nur eine Bibliothek sein</translation>
    </message>
    <message>
        <source>Its models are shown already.</source>
        <translation>Seine Modelle werden schon angezeigt.</translation>
    </message>
    <message>
        <source>Its models are shown under that name.</source>
        <translation>Seine Modelle werden unter jenem Namen angezeigt.</translation>
    </message>
    <message>
        <source>The library is in use</source>
        <translation>Die Bibliothek ist in Benutzung</translation>
    </message>
    <message>
        <source>Close the window, or move the library there.</source>
        <translation>Das Fenster schließen oder die Bibliothek dort verschieben.</translation>
    </message>
    <message>
        <source>Another program writes to the folder</source>
        <translation>Ein anderes Programm schreibt in den Ordner</translation>
    </message>
    <message>
        <source>Wait until it has ended, then try again.</source>
        <translation>Warten, bis es beendet ist, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Git has not finished in the clone</source>
        <translation>Git ist in dem Klon noch nicht fertig</translation>
    </message>
    <message>
        <source>Let git finish or abort it there, then try again.</source>
        <translation>Den Vorgang dort mit Git abschließen oder abbrechen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Keep the history, or remove the work trees first.</source>
        <translation>Die Historie behalten oder zuerst die Arbeitsverzeichnisse entfernen.</translation>
    </message>
    <message>
        <source>Not sure what this script does</source>
        <translation>Unsicher, was dieses Skript tut</translation>
    </message>
    <message>
        <source>Name its model by hand: weightyard-cli get --into DIR MODEL.</source>
        <translation>Sein Modell selbst angeben: weightyard-cli get --into DIR MODEL.</translation>
    </message>
    <message>
        <source>A script was left out</source>
        <translation>Ein Skript wurde ausgelassen</translation>
    </message>
    <message>
        <source>Open the folder again when the script can be read.</source>
        <translation>Den Ordner erneut öffnen, wenn das Skript gelesen werden kann.</translation>
    </message>
    <message>
        <source>Not everything in the folder was looked at</source>
        <translation>Nicht alles in dem Ordner wurde angesehen</translation>
    </message>
    <message>
        <source>Open the folder that has the scripts themselves.</source>
        <translation>Den Ordner öffnen, der die Skripte selbst enthält.</translation>
    </message>
    <message>
        <source>Download scripts are not there</source>
        <translation>Download-Skripte sind nicht da</translation>
    </message>
    <message>
        <source>Connect their disk, or take them off the list: weightyard-cli import-scripts DIR --close.</source>
        <translation>Ihren Datenträger verbinden oder sie von der Liste nehmen: weightyard-cli import-scripts DIR --close.</translation>
    </message>
    <message>
        <source>No download scripts</source>
        <translation>Keine Download-Skripte</translation>
    </message>
    <message>
        <source>Scripts with &apos;git clone&apos; or &apos;huggingface-cli download&apos; are found in the folder and below it.</source>
        <translation>Skripte mit „git clone“ oder „huggingface-cli download“ werden im Ordner und darunter gefunden.</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>Nicht geöffnet</translation>
    </message>
    <message>
        <source>weightyard-cli list shows the folders of scripts that are open.</source>
        <translation>weightyard-cli list zeigt die geöffneten Skriptordner.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>weightyard-cli import-scripts DIR shows the models of these scripts.</source>
        <translation>weightyard-cli import-scripts DIR zeigt die Modelle dieser Skripte.</translation>
    </message>
    <message>
        <source>A clone is not whole</source>
        <translation>Ein Klon ist nicht vollständig</translation>
    </message>
    <message>
        <source>Move what git left into a folder temp_clone beside it and try again: what is whole in there is not fetched again.</source>
        <translation>Was Git zurückgelassen hat, in einen Ordner temp_clone daneben verschieben und erneut versuchen: Was darin vollständig ist, wird nicht noch einmal geladen.</translation>
    </message>
    <message>
        <source>The script would be too long</source>
        <translation>Das Skript würde zu lang</translation>
    </message>
    <message>
        <source>Choose fewer files, or export the whole model.</source>
        <translation>Weniger Dateien wählen oder das ganze Modell exportieren.</translation>
    </message>
    <message>
        <source>A script needs the names of the files</source>
        <translation>Ein Skript braucht die Namen der Dateien</translation>
    </message>
    <message>
        <source>Get the model; weightyard-cli export-scripts then writes a script of what is here.</source>
        <translation>Das Modell herunterladen; weightyard-cli export-scripts schreibt dann ein Skript mit dem, was vorhanden ist.</translation>
    </message>
    <message>
        <source>A clone has no model files</source>
        <translation>Ein Klon hat keine Modelldateien</translation>
    </message>
    <message>
        <source>&apos;git lfs pull&apos; in that folder brings them. Or move the folder away and get the model again.</source>
        <translation>„git lfs pull“ in diesem Ordner holt sie. Oder den Ordner beiseiteschieben und das Modell erneut herunterladen.</translation>
    </message>
    <message>
        <source>Another program may be at work</source>
        <translation>Ein anderes Programm arbeitet womöglich</translation>
    </message>
    <message>
        <source>Wait until git has ended there, then try again.</source>
        <translation>Warten, bis Git dort beendet ist, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Changed by hand</source>
        <translation>Von Hand geändert</translation>
    </message>
    <message>
        <source>It was left as it is. Move it away, then try again.</source>
        <translation>Es blieb, wie es war. Beiseiteschieben, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Move it away, or choose another place with --to.</source>
        <translation>Beiseiteschieben oder mit --to einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation>Nichts zurückzunehmen</translation>
    </message>
    <message>
        <source>Name the folder that was converted.</source>
        <translation>Den Ordner angeben, der umgewandelt wurde.</translation>
    </message>
    <message>
        <source>Nothing to convert</source>
        <translation>Nichts umzuwandeln</translation>
    </message>
    <message>
        <source>Scripts that say which model they get into which folder can be converted.</source>
        <translation>Umwandeln lassen sich Skripte, die sagen, welches Modell sie in welchen Ordner laden.</translation>
    </message>
    <message>
        <source>The proxy refused access</source>
        <translation>Der Proxy hat den Zugriff verweigert</translation>
    </message>
    <message>
        <source>The server does not speak https at this address</source>
        <translation>Der Server spricht unter dieser Adresse kein https</translation>
    </message>
    <message>
        <source>The host has disabled this repository</source>
        <translation>Der Host hat dieses Repository gesperrt</translation>
    </message>
    <message>
        <source>The host may not give this out for legal reasons</source>
        <translation>Der Host darf dies aus rechtlichen Gründen nicht herausgeben</translation>
    </message>
    <message>
        <source>A quota of the host is used up</source>
        <translation>Ein Kontingent des Hosts ist aufgebraucht</translation>
    </message>
    <message>
        <source>The server asked to wait %1</source>
        <translation>Der Server bittet, %1 zu warten</translation>
    </message>
    <message>
        <source>The server has a problem, and asked to wait %1</source>
        <translation>Der Server hat ein Problem und bittet, %1 zu warten</translation>
    </message>
    <message>
        <source>Something on the way answers in the server&apos;s place</source>
        <translation>Etwas unterwegs antwortet anstelle des Servers</translation>
    </message>
    <message>
        <source>The repository does not say which branch is meant</source>
        <translation>Das Repository sagt nicht, welcher Branch gemeint ist</translation>
    </message>
    <message>
        <source>A file of the repository is too large for git</source>
        <translation>Eine Datei des Repositorys ist zu groß für Git</translation>
    </message>
    <message>
        <source>A newer Weightyard wrote this file</source>
        <translation>Ein neueres Weightyard hat diese Datei geschrieben</translation>
    </message>
    <message>
        <source>The model is gated: a token is needed</source>
        <translation>Das Modell ist zugangsbeschränkt: ein Token wird benötigt</translation>
    </message>
    <message>
        <source>The model is gated, and the account has not accepted its terms</source>
        <translation>Das Modell ist zugangsbeschränkt, und das Konto hat seine Bedingungen nicht akzeptiert</translation>
    </message>
    <message>
        <source>The model is gated, and its authors have not answered the request yet</source>
        <translation>Das Modell ist zugangsbeschränkt, und seine Autoren haben die Anfrage noch nicht beantwortet</translation>
    </message>
    <message>
        <source>The model is gated, and its authors have refused access</source>
        <translation>Das Modell ist zugangsbeschränkt, und seine Autoren haben den Zugang verweigert</translation>
    </message>
    <message>
        <source>The token may not read gated models</source>
        <translation>Das Token darf keine zugangsbeschränkten Modelle lesen</translation>
    </message>
    <message>
        <source>Access was refused; the repository is private, or there is none of this name</source>
        <translation>Der Zugriff wurde verweigert; das Repository ist privat, oder es gibt keines dieses Namens</translation>
    </message>
    <message>
        <source>There is no repository of this name, or the account may not read it</source>
        <translation>Es gibt kein Repository dieses Namens, oder das Konto darf es nicht lesen</translation>
    </message>
    <message>
        <source>The token or password was refused</source>
        <translation>Das Token oder Passwort wurde abgelehnt</translation>
    </message>
    <message>
        <source>The large files are on another host, which wants a credential</source>
        <translation>Die großen Dateien liegen auf einem anderen Host, der Anmeldedaten verlangt</translation>
    </message>
    <message>
        <source>The client certificate cannot be used</source>
        <translation>Das Client-Zertifikat kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>A setting cannot be used</source>
        <translation>Eine Einstellung kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>A setting of the repository cannot be used</source>
        <translation>Eine Einstellung des Repositorys kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>Nothing is kept without a keychain</source>
        <translation>Ohne Schlüsselbund wird nichts aufbewahrt</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>Nicht installiert</translation>
    </message>
    <message>
        <source>Write the proxy&apos;s user and password into the setting that names it: http://USER:PASSWORD@HOST:PORT.</source>
        <translation>Benutzer und Passwort des Proxys in die Einstellung schreiben, die ihn nennt: http://USER:PASSWORD@HOST:PORT.</translation>
    </message>
    <message>
        <source>Check the address and its port. A server without encryption is named with http://.</source>
        <translation>Die Adresse und ihren Port prüfen. Ein Server ohne Verschlüsselung wird mit http:// angegeben.</translation>
    </message>
    <message>
        <source>Nothing on this side helps: take the model from another place, or ask its owner.</source>
        <translation>Von hier aus hilft nichts: das Modell anderswo beziehen oder seinen Eigentümer fragen.</translation>
    </message>
    <message>
        <source>Its owner can raise it. Else try again when it begins anew, or take the model from another place; what is here is kept.</source>
        <translation>Sein Eigentümer kann es erhöhen. Sonst erneut versuchen, wenn es neu beginnt, oder das Modell anderswo beziehen; was da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Try again after that time; it goes on where it stopped.</source>
        <translation>Nach dieser Zeit erneut versuchen; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>The network may want you to sign in: open any page in a browser, then try again.</source>
        <translation>Vielleicht verlangt das Netzwerk eine Anmeldung: irgendeine Seite in einem Browser öffnen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Name one of these with --revision.</source>
        <translation>Einen davon mit --revision angeben.</translation>
    </message>
    <message>
        <source>Its owner can move it into LFS. Nothing was written.</source>
        <translation>Sein Eigentümer kann sie nach LFS verschieben. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Update Weightyard, or move the file away. It was not touched.</source>
        <translation>Weightyard aktualisieren oder die Datei beiseiteschieben. Sie wurde nicht angetastet.</translation>
    </message>
    <message>
        <source>Open that page in a browser and accept its licence; then sign in with a token of that account, or set HF_TOKEN, and try again.</source>
        <translation>Diese Seite in einem Browser öffnen und die Lizenz akzeptieren; dann mit einem Token dieses Kontos anmelden oder HF_TOKEN setzen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Open that page in a browser, signed in as the account of the token, and accept its licence; then try again.</source>
        <translation>Diese Seite in einem Browser öffnen, angemeldet mit dem Konto des Tokens, und die Lizenz akzeptieren; dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Try again when they have; the page says so, and so does an e-mail.</source>
        <translation>Erneut versuchen, wenn sie geantwortet haben; die Seite zeigt es, und eine E-Mail kommt auch.</translation>
    </message>
    <message>
        <source>A request cannot be made twice: write to the authors, or choose another model.</source>
        <translation>Eine Anfrage kann nicht zweimal gestellt werden: den Autoren schreiben oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Allow it there, or make a token of the kind &quot;read&quot; and sign in with it; then try again.</source>
        <translation>Dort erlauben oder ein Token der Art „read“ erstellen und damit anmelden; dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Check the spelling. For a private model sign in or set HF_TOKEN, or store a credential with git.</source>
        <translation>Die Schreibweise prüfen. Für ein privates Modell anmelden oder HF_TOKEN setzen oder Anmeldedaten in Git hinterlegen.</translation>
    </message>
    <message>
        <source>Check the spelling. If the model is private, its owner has to let the account in, and a fine-grained token has to name it.</source>
        <translation>Die Schreibweise prüfen. Ist das Modell privat, muss sein Eigentümer das Konto zulassen, und ein fein abgestuftes Token muss es nennen.</translation>
    </message>
    <message>
        <source>Make a new one in the host&apos;s settings and sign in with it. What HF_TOKEN holds goes before that.</source>
        <translation>In den Einstellungen des Hosts ein neues erstellen und damit anmelden. Was in HF_TOKEN steht, hat Vorrang.</translation>
    </message>
    <message>
        <source>Only the repository names that host. If you trust it, set lfs.url in your own git configuration to its address.</source>
        <translation>Nur das Repository nennt diesen Host. Wird ihm vertraut, lfs.url in der eigenen Git-Konfiguration auf seine Adresse setzen.</translation>
    </message>
    <message>
        <source>git&apos;s http.sslCert and http.sslKey name it and its key, as PEM files without a password.</source>
        <translation>Gits http.sslCert und http.sslKey nennen es und seinen Schlüssel, als PEM-Dateien ohne Passwort.</translation>
    </message>
    <message>
        <source>Set lfs.url in your own git configuration to the https address of its LFS server.</source>
        <translation>In der eigenen Git-Konfiguration lfs.url auf die https-Adresse seines LFS-Servers setzen.</translation>
    </message>
    <message>
        <source>Start one (gnome-keyring, KWallet), or set HF_TOKEN, or store a credential with git.</source>
        <translation>Einen starten (gnome-keyring, KWallet) oder HF_TOKEN setzen oder Anmeldedaten in Git hinterlegen.</translation>
    </message>
    <message>
        <source>Unlock it, then try again.</source>
        <translation>Entsperren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>weightyard-cli status shows what is installed.</source>
        <translation>weightyard-cli status zeigt, was installiert ist.</translation>
    </message>
    <message>
        <source>Sign in first, or name the host as it was then.</source>
        <translation>Zuerst anmelden oder den Host so nennen wie damals.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help&apos; lists the commands.</source>
        <translation>„weightyard-cli help“ nennt die Befehle.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help %1&apos; lists the options.</source>
        <translation>„weightyard-cli help %1“ nennt die Optionen.</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>Add --yes to the command; --dry-run shows what it would do.</source>
        <translation>Dem Befehl --yes hinzufügen; --dry-run zeigt, was er tun würde.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli list&apos; shows the families and models on offer.</source>
        <translation>„weightyard-cli list“ zeigt die angebotenen Familien und Modelle.</translation>
    </message>
    <message>
        <source>The model has nothing of that name</source>
        <translation>Das Modell hat nichts dieses Namens</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli files MODEL&apos; shows its variants and files.</source>
        <translation>„weightyard-cli files MODEL“ zeigt seine Varianten und Dateien.</translation>
    </message>
    <message>
        <source>No model was chosen</source>
        <translation>Kein Modell wurde gewählt</translation>
    </message>
    <message>
        <source>weightyard-cli get --scripts %2 --all gets all of them; in the place of --all, names get some.</source>
        <translation>weightyard-cli get --scripts %2 --all lädt alle; Namen anstelle von --all laden einige.</translation>
    </message>
    <message>
        <source>Check how the folder is written; a disk may have to be connected.</source>
        <translation>Prüfen, wie der Ordner geschrieben ist; vielleicht muss ein Datenträger verbunden werden.</translation>
    </message>
    <message>
        <source>A folder is needed</source>
        <translation>Ein Ordner wird benötigt</translation>
    </message>
    <message>
        <source>Name a folder that is there.</source>
        <translation>Einen vorhandenen Ordner angeben.</translation>
    </message>
    <message>
        <source>A script was left as it is</source>
        <translation>Ein Skript blieb, wie es war</translation>
    </message>
    <message>
        <source>Move that file away, then convert again.</source>
        <translation>Jene Datei beiseiteschieben, dann erneut umwandeln.</translation>
    </message>
    <message>
        <source>The library belongs to another user</source>
        <translation>Die Bibliothek gehört einem anderen Benutzer</translation>
    </message>
    <message>
        <source>Models that can be read are shown as not verified, and can be used. Ask the library&apos;s owner for access, or choose a library of your own.</source>
        <translation>Lesbare Modelle werden als ungeprüft angezeigt und sind nutzbar. Den Eigentümer der Bibliothek um Zugriff bitten oder eine eigene Bibliothek wählen.</translation>
    </message>
    <message>
        <source>Name the folder of one model. A library as a whole is named in the setting “libraries”: then its models are here, too.</source>
        <translation>Den Ordner eines Modells angeben. Eine ganze Bibliothek kommt in die Einstellung „libraries“: Dann sind auch ihre Modelle da.</translation>
    </message>
    <message>
        <source>The command was not run</source>
        <translation>Der Befehl wurde nicht ausgeführt</translation>
    </message>
    <message>
        <source>Name a program that is there, by its whole path where need be. No shell reads the command.</source>
        <translation>Ein vorhandenes Programm angeben, nötigenfalls mit ganzem Pfad. Keine Shell liest den Befehl.</translation>
    </message>
    <message>
        <source>Name one in the settings.</source>
        <translation>Einen in den Einstellungen angeben.</translation>
    </message>
    <message>
        <source>The folder cannot be opened in a terminal</source>
        <translation>Der Ordner lässt sich nicht im Terminal öffnen</translation>
    </message>
    <message>
        <source>Install a terminal program, or name yours in the variable TERMINAL.</source>
        <translation>Ein Terminalprogramm installieren, oder das eigene in der Variable TERMINAL nennen.</translation>
    </message>
    <message>
        <source>The folder cannot be shown</source>
        <translation>Der Ordner lässt sich nicht zeigen</translation>
    </message>
    <message>
        <source>Install a file manager, or copy the path and go there another way.</source>
        <translation>Einen Dateimanager installieren, oder den Pfad kopieren und auf anderem Weg hingehen.</translation>
    </message>
    <message>
        <source>The page cannot be shown</source>
        <translation>Die Seite lässt sich nicht zeigen</translation>
    </message>
    <message>
        <source>Install a browser, or copy the address and open it elsewhere.</source>
        <translation>Einen Browser installieren, oder die Adresse kopieren und anderswo öffnen.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli remove %2&apos; removes the model.</source>
        <translation>„weightyard-cli remove %2“ löscht das Modell.</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>Eines davon weglassen.</translation>
    </message>
    <message>
        <source>Name one model, or leave the option out.</source>
        <translation>Ein Modell nennen oder die Option weglassen.</translation>
    </message>
    <message>
        <source>Try again after that; signing in raises the quota.</source>
        <translation>Danach erneut versuchen; eine Anmeldung erhöht das Kontingent.</translation>
    </message>
    <message>
        <source>Try again after that.</source>
        <translation>Danach erneut versuchen.</translation>
    </message>
    <message>
        <source>Try again after that time; it goes on where it stopped. Without a token the limit is lower.</source>
        <translation>Nach dieser Zeit erneut versuchen; es geht dort weiter, wo es aufgehört hat. Ohne Token ist die Grenze niedriger.</translation>
    </message>
    <message>
        <source>Choose it as the revision: --revision %1.</source>
        <translation>Als Revision wählen: --revision %1.</translation>
    </message>
    <message>
        <source>Nothing is left to download</source>
        <translation>Es bleibt nichts zum Herunterladen</translation>
    </message>
    <message>
        <source>Without --safe, and without the setting safe, they come; a file that --file names comes in any case.</source>
        <translation>Ohne --safe und ohne die Einstellung safe kommen sie mit; eine Datei, die --file nennt, kommt immer mit.</translation>
    </message>
    <message>
        <source>Something else is at work there</source>
        <translation>Dort wird gerade etwas anderes getan</translation>
    </message>
    <message>
        <source>Wait until it has ended, or pause the downloads.</source>
        <translation>Warten, bis es fertig ist, oder die Downloads anhalten.</translation>
    </message>
    <message>
        <source>The last copy of the model stays</source>
        <translation>Die letzte Kopie des Modells bleibt</translation>
    </message>
    <message>
        <source>Download the model first, or delete it in the other program.</source>
        <translation>Das Modell erst herunterladen, oder es im anderen Programm löschen.</translation>
    </message>
    <message>
        <source>Nothing is written through a link</source>
        <translation>Durch einen Link wird nichts geschrieben</translation>
    </message>
    <message>
        <source>Put a good copy where the link leads and verify the model again. Or delete the link and get the model again: what it led to comes into the model&apos;s folder.</source>
        <translation>Eine gute Kopie dorthin legen, wohin der Link führt, und das Modell erneut prüfen. Oder den Link löschen und das Modell erneut holen: Worauf er verwies, kommt in den Ordner des Modells.</translation>
    </message>
    <message>
        <source>Give folders and models names in UTF-8.</source>
        <translation>Ordner und Modelle mit Namen in UTF-8 angeben.</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Looking for another window of Weightyard…</source>
        <translation>Ein anderes Fenster von Weightyard wird gesucht…</translation>
    </message>
    <message>
        <source>Waiting for the settings in %1.
Is their disk connected?</source>
        <translation>Es wird auf die Einstellungen in %1 gewartet.
Ist ihr Datenträger verbunden?</translation>
    </message>
    <message>
        <source>Waiting for git&apos;s configuration.
Is the disk that holds it connected?</source>
        <translation>Es wird auf die Konfiguration von Git gewartet.
Ist der Datenträger verbunden, auf dem sie liegt?</translation>
    </message>
</context>
<context>
    <name>StartFailure</name>
    <message>
        <source>There is no display that can be used%1; weightyard-cli does the same in a terminal.</source>
        <translation>Es gibt keine nutzbare Anzeige%1; weightyard-cli kann dasselbe in einem Terminal.</translation>
    </message>
    <message>
        <source>Weightyard cannot start.</source>
        <translation>Weightyard kann nicht starten.</translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message numerus="yes">
        <source>%n more file(s)</source>
        <translation>
            <numerusform>%n weitere Datei</numerusform>
            <numerusform>%n weitere Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: known already, in %2</source>
        <translation>%1: schon bekannt, in %2</translation>
    </message>
    <message>
        <source>%1: would be adopted, in %2</source>
        <translation>%1: würde übernommen, in %2</translation>
    </message>
    <message>
        <source>%1: moved to %2</source>
        <translation>%1: verschoben nach %2</translation>
    </message>
    <message>
        <source>%1: adopted, in %2</source>
        <translation>%1: übernommen, in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of commit %1, %2</source>
        <translation>
            <numerusform>%n Datei von Commit %1, %2</numerusform>
            <numerusform>%n Dateien von Commit %1, %2</numerusform>
        </translation>
    </message>
    <message>
        <source>missing: %1</source>
        <translation>fehlt: %1</translation>
    </message>
    <message>
        <source>different, stays as it is: %1</source>
        <translation>abweichend, bleibt wie es ist: %1</translation>
    </message>
    <message>
        <source>not of the model, stays: %1</source>
        <translation>nicht vom Modell, bleibt: %1</translation>
    </message>
    <message>
        <source>This fetches what is missing:</source>
        <translation>Dies lädt, was fehlt:</translation>
    </message>
    <message>
        <source>Comparing: %1 of %2</source>
        <translation>Vergleich: %1 von %2</translation>
    </message>
    <message>
        <source>take over folders that others made</source>
        <translation>Ordner übernehmen, die andere angelegt haben</translation>
    </message>
    <message>
        <source>Takes folders with models that git, huggingface-cli, LM Studio or a colleague
made into the records: compares their files with the repository&apos;s commit by
size and hash, and fetches, changes and deletes nothing. What is missing the
next get brings, into the same folder. --find lists what huggingface_hub, LM
Studio, Ollama and Jan have on this machine; with --yes it is adopted.
</source>
        <translation>Übernimmt Ordner mit Modellen, die Git, huggingface-cli, LM Studio oder jemand
im Team angelegt hat, in den Bestand: vergleicht ihre Dateien nach Größe und
Hash mit dem Commit des Repositorys; lädt, ändert und löscht nichts. Was fehlt,
bringt das nächste get in denselben Ordner. --find nennt, was huggingface_hub,
LM Studio, Ollama und Jan auf diesem Rechner haben; mit --yes wird es
übernommen.
</translation>
    </message>
    <message>
        <source>here already</source>
        <translation>schon lokal</translation>
    </message>
    <message>
        <source>adopted</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>used when a download wants it</source>
        <translation>wird genutzt, wenn ein Download es braucht</translation>
    </message>
    <message>
        <source>not adopted</source>
        <translation>nicht übernommen</translation>
    </message>
    <message>
        <source>can be adopted</source>
        <translation>kann übernommen werden</translation>
    </message>
    <message>
        <source>No models of other programs were found.</source>
        <translation>Keine Modelle anderer Programme gefunden.</translation>
    </message>
    <message>
        <source>With --yes those are adopted that can be.</source>
        <translation>Mit --yes wird übernommen, was übernommen werden kann.</translation>
    </message>
    <message>
        <source>Downloads will not work yet: see what is marked with ✗.</source>
        <translation>Downloads funktionieren noch nicht: Zu beheben ist, was mit ✗ markiert ist.</translation>
    </message>
    <message>
        <source>Downloads work; what is marked with ! would be of use.</source>
        <translation>Downloads funktionieren; was mit ! markiert ist, wäre nützlich.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles in Ordnung.</translation>
    </message>
    <message>
        <source>see whether all is there that downloads need</source>
        <translation>nachsehen, ob alles da ist, was Downloads brauchen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Git histories (--git-history)</source>
        <translation>Git-Historien (--git-history)</translation>
    </message>
    <message>
        <source>Second copies that git-lfs keeps, in git histories (--lfs-store)</source>
        <translation>Zweitkopien, die git-lfs aufbewahrt, in Git-Historien (--lfs-store)</translation>
    </message>
    <message>
        <source>Unfinished downloads (--leftovers)</source>
        <translation>Unfertige Downloads (--leftovers)</translation>
    </message>
    <message>
        <source>Previous versions (--leftovers)</source>
        <translation>Vorherige Versionen (--leftovers)</translation>
    </message>
    <message>
        <source>Leftovers (--leftovers)</source>
        <translation>Reste (--leftovers)</translation>
    </message>
    <message>
        <source>%1 (goes on in the window, stays)</source>
        <translation>%1 (läuft im Fenster weiter, bleibt)</translation>
    </message>
    <message>
        <source>shared with other files; frees %1</source>
        <translation>mit anderen Dateien geteilt; gibt %1 frei</translation>
    </message>
    <message numerus="yes">
        <source>Clean %n place(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>%n Stelle aufräumen? Das gibt %1 frei. [j/N] </numerusform>
            <numerusform>%n Stellen aufräumen? Das gibt %1 frei. [j/N] </numerusform>
        </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Nothing to clean in %1.</source>
        <translation>In %1 ist nichts aufzuräumen.</translation>
    </message>
    <message>
        <source>That would free %1.</source>
        <translation>Das würde %1 freigeben.</translation>
    </message>
    <message>
        <source>%1 could be freed. Nothing was changed.</source>
        <translation>%1 könnten freigegeben werden. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1 freed.</source>
        <translation>%1 freigegeben.</translation>
    </message>
    <message>
        <source>say what can be freed, and free it</source>
        <translation>sagen, was Platz freigeben kann, und ihn freigeben</translation>
    </message>
    <message>
        <source>Without an option lists what takes room, each with its bytes, and changes
nothing: models, git histories, the second copies that git-lfs keeps, unfinished
downloads, previous versions and leftovers. With options it asks and then takes
these away: of all models, or of those with one of the given words in their
name.
</source>
        <translation>Ohne Option wird aufgelistet, was Platz belegt, jeweils mit Bytes, und nichts
geändert: Modelle, Git-Historien, die Zweitkopien, die git-lfs aufbewahrt,
unfertige Downloads, vorherige Versionen und Reste. Mit Optionen wird
nachgefragt und dann dies gelöscht: bei allen Modellen oder bei denen, die eines
der angegebenen Wörter im Namen haben.
</translation>
    </message>
    <message>
        <source>Git configuration that cannot be read is left out: %1</source>
        <translation>Unlesbare Git-Konfiguration wird übergangen: %1</translation>
    </message>
    <message>
        <source>this text</source>
        <translation>dieser Text</translation>
    </message>
    <message>
        <source>Usage: weightyard-cli COMMAND [options]

Gets model weights from Git + Git LFS hosts onto a disk.

Commands:
</source>
        <translation>Aufruf: weightyard-cli COMMAND [Optionen]

Holt Modellgewichte von Git+LFS-Hosts auf einen Datenträger.

Befehle:
</translation>
    </message>
    <message>
        <source>more about a command</source>
        <translation>mehr über einen Befehl</translation>
    </message>
    <message>
        <source>
Options of every command:
</source>
        <translation>
Optionen jedes Befehls:
</translation>
    </message>
    <message>
        <source>the program&apos;s version</source>
        <translation>die Version des Programms</translation>
    </message>
    <message>
        <source>Usage: weightyard-cli %1 [options]%2</source>
        <translation>Aufruf: weightyard-cli %1 [Optionen]%2</translation>
    </message>
    <message>
        <source>MODEL is an id or a name of the catalogue, a part of an id that only one model
has, OWNER/NAME on the Hugging Face Hub, the address of its page as copied from
a browser, or the https address of any Git + LFS repository.
</source>
        <translation>MODEL ist eine ID oder ein Name des Katalogs, ein Teil einer ID, den nur ein
Modell hat, OWNER/NAME auf dem Hugging Face Hub, die Adresse seiner Seite wie
aus einem Browser kopiert oder die https-Adresse eines beliebigen
Git+LFS-Repositorys.
</translation>
    </message>
    <message>
        <source>
Options:
</source>
        <translation>
Optionen:
</translation>
    </message>
    <message>
        <source>Would restore %1</source>
        <translation>Würde wiederherstellen: %1</translation>
    </message>
    <message>
        <source>Restored %1</source>
        <translation>Wiederhergestellt: %1</translation>
    </message>
    <message>
        <source>Would convert %1</source>
        <translation>Würde umwandeln: %1</translation>
    </message>
    <message>
        <source>Converted %1</source>
        <translation>Umgewandelt: %1</translation>
    </message>
    <message>
        <source>Is converted already: %1</source>
        <translation>Ist schon umgewandelt: %1</translation>
    </message>
    <message>
        <source>Names the scripts that it runs, and stays as it is: %1</source>
        <translation>Nennt die Skripte, die es ausführt, und bleibt, wie es ist: %1</translation>
    </message>
    <message>
        <source>bring old download scripts up to date</source>
        <translation>alte Download-Skripte auf den neuen Stand bringen</translation>
    </message>
    <message>
        <source>Puts scripts as export-scripts writes them in the place of the download scripts
in a folder and below it; the originals stay beside them as *.bak. A script that
is not understood is named and stays.
</source>
        <translation>Setzt Skripte, wie export-scripts sie schreibt, an die Stelle der
Download-Skripte in einem Ordner und darunter; die Originale bleiben als *.bak
daneben. Ein Skript, das nicht verstanden wird, wird genannt und bleibt.
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli convert ~/project/Tests
  weightyard-cli convert ~/project/Tests --rollback
</source>
        <translation>Beispiele:
  weightyard-cli convert ~/project/Tests
  weightyard-cli convert ~/project/Tests --rollback
</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>beschränkt</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>%1 fehlen</translation>
    </message>
    <message>
        <source>It does not fit: %1 too much. In this order there is room for %2 of %3.</source>
        <translation>Es passt nicht: %1 zu viel. In dieser Reihenfolge ist Platz für %2 von %3.</translation>
    </message>
    <message>
        <source>Whether it fits is known when the download begins.</source>
        <translation>Ob es passt, zeigt sich, wenn der Download beginnt.</translation>
    </message>
    <message numerus="yes">
        <source>It fits without %n model(s) of unknown size.</source>
        <translation>
            <numerusform>Es passt, ohne %n Modell unbekannter Größe.</numerusform>
            <numerusform>Es passt, ohne %n Modelle unbekannter Größe.</numerusform>
        </translation>
    </message>
    <message>
        <source>It fits.</source>
        <translation>Es passt.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 to get, %3 free for it in %4.</source>
        <translation>
            <numerusform>%n Modell, %1; %2 zu laden, %3 dafür frei in %4.</numerusform>
            <numerusform>%n Modelle, %1; %2 zu laden, %3 dafür frei in %4.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 to get.</source>
        <translation>
            <numerusform>%n Modell, %1; %2 zu laden.</numerusform>
            <numerusform>%n Modelle, %1; %2 zu laden.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it go into %2, where %3 are free for it.</source>
        <translation>%1 davon kommen nach %2, wo %3 dafür frei sind.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>exact sizes, what is missing, does it fit</source>
        <translation>genaue Größen, was fehlt, ob es passt</translation>
    </message>
    <message>
        <source>Asks the Hub for exact sizes and says what is missing and whether it fits.
Nothing is downloaded.
</source>
        <translation>Fragt den Hub nach genauen Größen und sagt, was fehlt und ob es passt.
Nichts wird heruntergeladen.
</translation>
    </message>
    <message>
        <source>This gets them:</source>
        <translation>Dies lädt sie:</translation>
    </message>
    <message>
        <source>write a catalogue that pins commits</source>
        <translation>einen Katalog schreiben, der Commits festhält</translation>
    </message>
    <message>
        <source>Writes a catalogue file with the commit of each model: the one that is
installed, else the newest of its host. With it every machine gets the same
bytes.
</source>
        <translation>Schreibt eine Katalogdatei mit dem Commit jedes Modells: dem installierten,
sonst dem neuesten seines Hosts. Damit bekommt jeder Rechner dieselben Bytes.
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli export-catalogue phi-2 gemma-2-2b --to team.json
  weightyard-cli get --catalogue team.json --all
</source>
        <translation>Beispiele:
  weightyard-cli export-catalogue phi-2 gemma-2-2b --to team.json
  weightyard-cli get --catalogue team.json --all
</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 ist schon da.</translation>
    </message>
    <message>
        <source>Would write %1.</source>
        <translation>Würde %1 schreiben.</translation>
    </message>
    <message numerus="yes">
        <source>%1: the script gets %n of its files, at commit %2.</source>
        <translation>
            <numerusform>%1: Das Skript lädt %n Datei davon, mit Commit %2.</numerusform>
            <numerusform>%1: Das Skript lädt %n Dateien davon, mit Commit %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>write download scripts for other machines</source>
        <translation>Download-Skripte für andere Rechner schreiben</translation>
    </message>
    <message>
        <source>Writes a download.sh for each model, in a folder of its own below --to, and two
at the top: one that runs all of them, and a template. They need a POSIX shell,
git and git-lfs, and no Weightyard. Of a model with chosen files
(OWNER/NAME:TAG, the address of a file, or as it is here) they get these, at a
fixed commit.
</source>
        <translation>Schreibt für jedes Modell ein download.sh, in einen eigenen Ordner unterhalb von
--to, und zwei ganz oben: eines, das alle ausführt, und eine Vorlage. Sie
brauchen eine POSIX-Shell, git und git-lfs, aber kein Weightyard. Von einem
Modell mit gewählten Dateien (OWNER/NAME:TAG, die Adresse einer Datei oder so,
wie es vorhanden ist) laden sie diese, mit einem festen Commit.
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli export-scripts phi-2 --to ./scripts
  weightyard-cli export-scripts Qwen/Qwen3-8B-GGUF:Q4_K_M --to ./scripts
  weightyard-cli export-scripts --all --remove-git --to ./scripts
</source>
        <translation>Beispiele:
  weightyard-cli export-scripts phi-2 --to ./scripts
  weightyard-cli export-scripts Qwen/Qwen3-8B-GGUF:Q4_K_M --to ./scripts
  weightyard-cli export-scripts --all --remove-git --to ./scripts
</translation>
    </message>
    <message>
        <source>Choose another folder with --library.</source>
        <translation>Mit --library einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Give more of its name, or its folder.</source>
        <translation>Mehr von seinem Namen oder seinen Ordner angeben.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help %1&apos; says what it takes.</source>
        <translation>„weightyard-cli help %1“ sagt, was es erwartet.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli list&apos; shows the families and models on offer.</source>
        <translation>„weightyard-cli list“ zeigt die angebotenen Familien und Modelle.</translation>
    </message>
    <message>
        <source>double</source>
        <translation>doppelt</translation>
    </message>
    <message>
        <source>may run code (%1)</source>
        <translation>kann Code ausführen (%1)</translation>
    </message>
    <message>
        <source>scanned: %1</source>
        <translation>Scan: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1.</source>
        <translation>
            <numerusform>%n Datei, %1.</numerusform>
            <numerusform>%n Dateien, %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it are doubles: the same weights in another format.</source>
        <translation>%1 davon sind Doppelte: dieselben Gewichte in einem anderen Format.</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>list a model&apos;s files and variants</source>
        <translation>Dateien und Varianten eines Modells auflisten</translation>
    </message>
    <message>
        <source>Lists the files of a model with their sizes, and its variants: each
quantisation of GGUF files, each folder with weights. Nothing is downloaded.
</source>
        <translation>Listet die Dateien eines Modells mit ihren Größen auf und seine Varianten: jede
Quantisierung von GGUF-Dateien, jeden Ordner mit Gewichten. Nichts wird
heruntergeladen.
</translation>
    </message>
    <message>
        <source>Left out, no room for: %1</source>
        <translation>Ausgelassen, kein Platz dafür: %1</translation>
    </message>
    <message>
        <source>Left out, here but not connected: %1</source>
        <translation>Ausgelassen, vorhanden, aber nicht verbunden: %1</translation>
    </message>
    <message>
        <source>Certificate checks stay on; ignored: %1</source>
        <translation>Zertifikatsprüfungen bleiben an; ignoriert: %1</translation>
    </message>
    <message>
        <source>%1: into %2</source>
        <translation>%1: nach %2</translation>
    </message>
    <message>
        <source>download models</source>
        <translation>Modelle herunterladen</translation>
    </message>
    <message>
        <source>Downloads models: every byte verified, resumable, published only when complete.
</source>
        <translation>Lädt Modelle herunter: jedes Byte geprüft, fortsetzbar und erst bereitgestellt,
wenn alles da ist.
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli get phi-2 Llama-3.2-1B
  weightyard-cli get --family Gemma --remove-git
  weightyard-cli get owner/name-GGUF --variant Q4_K_M
  weightyard-cli get --into ./model https://git.example.org/team/model.git

Credentials: HF_TOKEN, login, .netrc, git&apos;s credential helpers and askpass, or
user info in the address. Mirrors: settings.
</source>
        <translation>Beispiele:
  weightyard-cli get phi-2 Llama-3.2-1B
  weightyard-cli get --family Gemma --remove-git
  weightyard-cli get owner/name-GGUF --variant Q4_K_M
  weightyard-cli get --into ./model https://git.example.org/team/model.git

Anmeldedaten: HF_TOKEN, login, .netrc, Gits Credential-Helper und askpass oder
Benutzerangaben in der Adresse. Spiegelserver: settings.
</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>Wird beendet...</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s): %1 downloaded, %2 already here, %3 failed, %4 stopped</source>
        <translation>
            <numerusform>%n Modell: %1 heruntergeladen, %2 schon vorhanden, %3 fehlgeschlagen, %4 abgebrochen</numerusform>
            <numerusform>%n Modelle: %1 heruntergeladen, %2 schon vorhanden, %3 fehlgeschlagen, %4 abgebrochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>%1 Downloads</translation>
    </message>
    <message>
        <source>%1 bits a weight</source>
        <translation>%1 Bit pro Gewicht</translation>
    </message>
    <message>
        <source>shards are missing</source>
        <translation>Teile fehlen</translation>
    </message>
    <message>
        <source>gated: its authors answer each request</source>
        <translation>zugangsbeschränkt: seine Autoren beantworten jede Anfrage</translation>
    </message>
    <message>
        <source>gated: its terms have to be accepted</source>
        <translation>zugangsbeschränkt: seine Bedingungen müssen akzeptiert werden</translation>
    </message>
    <message>
        <source>Templates: %1</source>
        <translation>Vorlagen: %1</translation>
    </message>
    <message>
        <source>These call the others: %1</source>
        <translation>Diese rufen die anderen auf: %1</translation>
    </message>
    <message>
        <source>This gets what is missing:</source>
        <translation>Dies lädt, was fehlt:</translation>
    </message>
    <message>
        <source>Would close %1.</source>
        <translation>Würde %1 schließen.</translation>
    </message>
    <message>
        <source>%1 is closed. No file in it was touched.</source>
        <translation>%1 ist geschlossen. Keine Datei darin wurde angetastet.</translation>
    </message>
    <message>
        <source>open a folder of download scripts</source>
        <translation>einen Ordner mit Download-Skripten öffnen</translation>
    </message>
    <message>
        <source>Reads the download scripts in a folder and below it, as data: none is run. Shows
their models and what is there already, names with file and line what it is not
sure of, and keeps the folder on the list until it is closed.
</source>
        <translation>Liest die Download-Skripte in einem Ordner und darunter, als Daten: keines wird
ausgeführt. Zeigt ihre Modelle und was davon schon da ist, nennt mit Datei und
Zeile, was unsicher ist, und behält den Ordner auf der Liste, bis er geschlossen
wird.
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli import-scripts ~/project/Tests
  weightyard-cli get --scripts ~/project/Tests --all
  weightyard-cli import-scripts ~/project/Tests --close
</source>
        <translation>Beispiele:
  weightyard-cli import-scripts ~/project/Tests
  weightyard-cli get --scripts ~/project/Tests --all
  weightyard-cli import-scripts ~/project/Tests --close
</translation>
    </message>
    <message>
        <source>%1, by its name</source>
        <translation>%1, dem Namen nach</translation>
    </message>
    <message numerus="yes">
        <source> and %n other(s)</source>
        <translation>
            <numerusform> und noch %n</numerusform>
            <numerusform> und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>scanned, nothing found</source>
        <translation>gescannt, nichts gefunden</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>nicht gescannt</translation>
    </message>
    <message>
        <source>its configuration names Python code to run: %1</source>
        <translation>die Konfiguration nennt auszuführenden Python-Code: %1</translation>
    </message>
    <message>
        <source>it has Python files: %1</source>
        <translation>enthält Python-Dateien: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n file(s))</source>
        <translation>
            <numerusform>%1 (%n Datei)</numerusform>
            <numerusform>%1 (%n Dateien)</numerusform>
        </translation>
    </message>
    <message>
        <source>may run code when loaded: %1</source>
        <translation>kann beim Laden Code ausführen: %1</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n Datei</numerusform>
            <numerusform>%1 in %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Branches</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>what is known of a model</source>
        <translation>was über ein Modell bekannt ist</translation>
    </message>
    <message>
        <source>Says what is known of a model before anything is downloaded: size, licence,
gate and whether it opens for you, variants, branches, formats that may run
code, what scanners said.
</source>
        <translation>Sagt, was über ein Modell bekannt ist, bevor etwas heruntergeladen wird: Größe,
Lizenz, Beschränkung und ob das Konto Zugang hat, Varianten, Branches, Formate,
die Code ausführen können, und was Scanner sagten.
</translation>
    </message>
    <message>
        <source>Library: %1</source>
        <translation>Bibliothek: %1</translation>
    </message>
    <message>
        <source>Further library: %1</source>
        <translation>Weitere Bibliothek: %1</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>show the models on offer and what is here</source>
        <translation>die angebotenen Modelle und den Bestand zeigen</translation>
    </message>
    <message>
        <source>User of %1: </source>
        <translation>Benutzer bei %1: </translation>
    </message>
    <message>
        <source>Token of %1: </source>
        <translation>Token von %1: </translation>
    </message>
    <message>
        <source>Password or token of %1: </source>
        <translation>Passwort oder Token von %1: </translation>
    </message>
    <message>
        <source>The token of %1 is in the system&apos;s keychain.</source>
        <translation>Das Token von %1 ist im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>Signed in to %1 as %2. The secret is in the system&apos;s keychain.</source>
        <translation>Bei %1 als %2 angemeldet. Das Geheimnis ist im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>Signed out of %1.</source>
        <translation>Von %1 abgemeldet.</translation>
    </message>
    <message>
        <source>keep a token in the system&apos;s keychain</source>
        <translation>ein Token im Schlüsselbund des Systems aufbewahren</translation>
    </message>
    <message>
        <source>Asks for a token of the Hub, or for user and password of another HOST, tries the
token, and keeps it in the system&apos;s keychain. Downloads use it where HF_TOKEN
is not set.
</source>
        <translation>Fragt nach einem Token des Hubs oder nach Benutzer und Passwort eines anderen
HOST, probiert das Token aus und bewahrt es im Schlüsselbund des Systems auf.
Downloads verwenden es, wo HF_TOKEN nicht gesetzt ist.
</translation>
    </message>
    <message>
        <source>take it out of the keychain again</source>
        <translation>es wieder aus dem Schlüsselbund nehmen</translation>
    </message>
    <message>
        <source>Removes what login kept for the Hub, or for HOST.
</source>
        <translation>Entfernt, was login für den Hub oder für HOST aufbewahrt hat.
</translation>
    </message>
    <message>
        <source>Standard output could not be written.</source>
        <translation>Die Standardausgabe konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Give folders and models names in UTF-8.</source>
        <translation>Ordner und Modelle mit Namen in UTF-8 angeben.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help&apos; lists the commands.</source>
        <translation>„weightyard-cli help“ nennt die Befehle.</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help %1&apos; lists the options.</source>
        <translation>„weightyard-cli help %1“ nennt die Optionen.</translation>
    </message>
    <message numerus="yes">
        <source>%1: all of %n object(s) are there</source>
        <translation>
            <numerusform>%1: das %n Objekt ist da</numerusform>
            <numerusform>%1: alle %n Objekte sind da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s), %2, would be added</source>
        <translation>
            <numerusform>%1: %n Objekt, %2, würde hinzugefügt</numerusform>
            <numerusform>%1: %n Objekte, %2, würden hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s) added, %2</source>
        <translation>
            <numerusform>%1: %n Objekt hinzugefügt, %2</numerusform>
            <numerusform>%1: %n Objekte hinzugefügt, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s) added, %2, without taking room</source>
        <translation>
            <numerusform>%1: %n Objekt hinzugefügt, %2, ohne Platz zu belegen</numerusform>
            <numerusform>%1: %n Objekte hinzugefügt, %2, ohne Platz zu belegen</numerusform>
        </translation>
    </message>
    <message>
        <source>No models are installed in %1.</source>
        <translation>In %1 sind keine Modelle installiert.</translation>
    </message>
    <message>
        <source>fill a folder that serves others as a mirror</source>
        <translation>einen Ordner füllen, der anderen als Spiegelserver dient</translation>
    </message>
    <message>
        <source>Puts the large files of installed models, or with --all of every one, into a
folder that any web server, bucket or CDN can give out: DIR/ab/cd/OID. By
reflink, hard link or copy; what is there already stays. Others use it with
&apos;settings set mirrors ADDRESS#static&apos;.
</source>
        <translation>Legt die großen Dateien installierter Modelle, oder mit --all die aller, in
einen Ordner, den jeder Webserver, Bucket oder jedes CDN ausliefern kann:
DIR/ab/cd/OID. Per Reflink, Hardlink oder Kopie; was schon da ist, bleibt.
Andere nutzen ihn mit &apos;settings set mirrors ADDRESS#static&apos;.
</translation>
    </message>
    <message>
        <source>%1: the Hub does not answer; this is what it said at %2.</source>
        <translation>%1: Der Hub antwortet nicht; Stand: %2.</translation>
    </message>
    <message>
        <source>%1: this host tells files only, by its git repository.</source>
        <translation>%1: Dieser Host nennt nur Dateien, über sein Git-Repository.</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unfertig</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>Here, not verified</source>
        <translation>Lokal, ungeprüft</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>Nicht erkannt</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 here, %3 to get.</source>
        <translation>
            <numerusform>%n Modell, %1; %2 lokal, %3 zu laden.</numerusform>
            <numerusform>%n Modelle, %1; %2 lokal, %3 zu laden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The size of %n is not known yet.</source>
        <translation>
            <numerusform>Die Größe von %n ist noch nicht bekannt.</numerusform>
            <numerusform>Die Größe von %n ist noch nicht bekannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Moving: %1 of %2</source>
        <translation>Wird verschoben: %1 von %2</translation>
    </message>
    <message>
        <source>Waiting. %1</source>
        <translation>Wartet. %1</translation>
    </message>
    <message>
        <source>%1: %2, would be copied and removed here</source>
        <translation>%1: %2, würde kopiert und hier entfernt</translation>
    </message>
    <message>
        <source>%1: %2, would be renamed</source>
        <translation>%1: %2, würde umbenannt</translation>
    </message>
    <message>
        <source>%1: %2, was there already</source>
        <translation>%1: %2, war schon dort</translation>
    </message>
    <message>
        <source>%1: %2, moved</source>
        <translation>%1: %2, verschoben</translation>
    </message>
    <message>
        <source>%1 is no model of this library, and stays</source>
        <translation>%1 ist kein Modell dieser Bibliothek und bleibt</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The library is %1 from now on.</source>
        <translation>Die Bibliothek ist von jetzt an %1.</translation>
    </message>
    <message>
        <source>The models are in %1 from now on.</source>
        <translation>Die Modelle sind von jetzt an in %1.</translation>
    </message>
    <message>
        <source>%1 is shown as a further library.</source>
        <translation>%1 wird als weitere Bibliothek angezeigt.</translation>
    </message>
    <message>
        <source>make another folder the library, with its models</source>
        <translation>einen anderen Ordner zur Bibliothek machen, samt
Modellen</translation>
    </message>
    <message>
        <source>Moves the models of the library to another folder, by renames or, to another
volume, by copies that are checked before the originals go, and makes that
folder the library. Unfinished downloads move, too. A move that was stopped
goes on when the same command is run again: until then the models are in
both folders, and all of them are shown.
</source>
        <translation>Verschiebt die Modelle der Bibliothek in einen anderen Ordner, durch Umbenennen
oder, auf ein anderes Volume, durch Kopien, die geprüft werden, bevor die
Originale verschwinden, und macht diesen Ordner zur Bibliothek. Auch unfertige
Downloads ziehen um. Ein abgebrochener Umzug geht weiter, wenn derselbe Befehl
erneut ausgeführt wird: Bis dahin liegen die Modelle in beiden Ordnern, und alle
werden angezeigt.
</translation>
    </message>
    <message>
        <source>every model of the catalogue (mirror: every one that is
installed)</source>
        <translation>jedes Modell des Katalogs (mirror: jedes, das
installiert ist)</translation>
    </message>
    <message>
        <source>the models of this family; may be given again</source>
        <translation>die Modelle dieser Familie; mehrfach möglich</translation>
    </message>
    <message>
        <source>the catalogue&apos;s second set, too</source>
        <translation>auch der zweite Satz des Katalogs</translation>
    </message>
    <message>
        <source>a file that adds models or replaces some</source>
        <translation>eine Datei, die Modelle hinzufügt oder ersetzt</translation>
    </message>
    <message>
        <source>models at a time, 1 to 8 (default 2)</source>
        <translation>Modelle gleichzeitig, 1 bis 8 (Standard 2)</translation>
    </message>
    <message>
        <source>connections at a time, 1 to 16; by itself as many as are
worth it</source>
        <translation>Verbindungen gleichzeitig, 1 bis 16; von selbst so viele,
wie sich lohnen</translation>
    </message>
    <message>
        <source>bytes a second of all downloads together: 500K, 5M</source>
        <translation>Byte pro Sekunde, alle Downloads zusammen: 500K, 5M</translation>
    </message>
    <message>
        <source>leave out the models that the disk has no room for</source>
        <translation>Modelle auslassen, für die der Datenträger keinen Platz
hat</translation>
    </message>
    <message>
        <source>where the disk is full, wait for room and go on</source>
        <translation>ist der Datenträger voll, auf Platz warten und
weitermachen</translation>
    </message>
    <message>
        <source>end with 9 where another process works in the library,
do not wait for it</source>
        <translation>mit 9 enden, wenn ein anderer Prozess in der Bibliothek
arbeitet; nicht auf ihn warten</translation>
    </message>
    <message>
        <source>the folder that holds installed models
(default: ~/Models)</source>
        <translation>der Ordner, der installierte Modelle enthält
(Standard: ~/Models)</translation>
    </message>
    <message>
        <source>settings and state; nothing is written outside it and
the library</source>
        <translation>Einstellungen und Zustand; außerhalb davon und der
Bibliothek wird nichts geschrieben</translation>
    </message>
    <message>
        <source>put the model&apos;s files into this folder instead</source>
        <translation>die Dateien des Modells stattdessen in diesen Ordner
legen</translation>
    </message>
    <message>
        <source>branch, tag, refs/..., or commit</source>
        <translation>Branch, Tag, refs/... oder Commit</translation>
    </message>
    <message>
        <source>this variant, with configuration, tokenizer and licence;
may be given again. default: all but the doubles</source>
        <translation>diese Variante, mit Konfiguration, Tokenizer und Lizenz;
mehrfach möglich. default: alles außer den Doppelten</translation>
    </message>
    <message>
        <source>files that this matches, as hf download has it; may be
given again, as may the next two</source>
        <translation>Dateien, auf die das passt, wie bei hf download;
mehrfach möglich, wie auch die nächsten zwei</translation>
    </message>
    <message>
        <source>leave out the files that this matches</source>
        <translation>die Dateien auslassen, auf die das passt</translation>
    </message>
    <message>
        <source>leave out what runs code when it is loaded: pickle and
the like</source>
        <translation>auslassen, was beim Laden Code ausführt: pickle und
dergleichen</translation>
    </message>
    <message>
        <source>keep neither .git nor .gitattributes</source>
        <translation>weder .git noch .gitattributes behalten</translation>
    </message>
    <message>
        <source>keep the git history (for git pull later)</source>
        <translation>die Git-Historie behalten (für späteres git pull)</translation>
    </message>
    <message>
        <source>second copies of files that git-lfs keeps in .git; the
clone stays a clone</source>
        <translation>Zweitkopien von Dateien, die git-lfs in .git aufbewahrt;
der Klon bleibt ein Klon</translation>
    </message>
    <message>
        <source>git histories; never one with work of your own</source>
        <translation>Git-Historien; nie eine mit eigener Arbeit</translation>
    </message>
    <message>
        <source>unfinished downloads that nobody waits for, previous
versions, what jobs left</source>
        <translation>unfertige Downloads, auf die niemand wartet, vorherige
Versionen und was Aufträge zurückließen</translation>
    </message>
    <message>
        <source>the models of the download scripts in this folder,
into the folders beside them</source>
        <translation>die Modelle der Download-Skripte in diesem Ordner, in
die Ordner daneben</translation>
    </message>
    <message>
        <source>the folder or the file to write</source>
        <translation>der Ordner oder die Datei, die geschrieben wird</translation>
    </message>
    <message>
        <source>mlx, gguf or safetensors</source>
        <translation>mlx, gguf oder safetensors</translation>
    </message>
    <message>
        <source>models of this user or organisation</source>
        <translation>Modelle dieses Benutzers oder dieser Organisation</translation>
    </message>
    <message>
        <source>models for this task, as the Hub calls it:
text-generation</source>
        <translation>Modelle für diese Aufgabe, wie der Hub sie nennt:
text-generation</translation>
    </message>
    <message>
        <source>models under this licence, as the Hub calls it:
apache-2.0, mit, gemma, other</source>
        <translation>Modelle unter dieser Lizenz, wie der Hub sie nennt:
apache-2.0, mit, gemma, other</translation>
    </message>
    <message>
        <source>trending (the default), downloads, likes, newest, updated</source>
        <translation>trending (Standard), downloads, likes, newest, updated</translation>
    </message>
    <message>
        <source>at most so many models, 1 to 1000 (default 20)</source>
        <translation>höchstens so viele Modelle, 1 bis 1000 (Standard 20)</translation>
    </message>
    <message>
        <source>take the last change back: what was there before comes
again</source>
        <translation>die letzte Änderung zurücknehmen: Was vorher da war,
kommt wieder</translation>
    </message>
    <message>
        <source>take the folder off the list; nothing in it is touched</source>
        <translation>den Ordner von der Liste nehmen; nichts darin wird
angetastet</translation>
    </message>
    <message>
        <source>do not ask</source>
        <translation>nicht nachfragen</translation>
    </message>
    <message>
        <source>move it to the trash; that frees nothing yet</source>
        <translation>in den Papierkorb verschieben; das gibt noch nichts frei</translation>
    </message>
    <message>
        <source>the repository that the folder is of: OWNER/NAME or its
address</source>
        <translation>das Repository, von dem der Ordner ist: OWNER/NAME oder
seine Adresse</translation>
    </message>
    <message>
        <source>move the folder to its place in the library</source>
        <translation>den Ordner an seinen Platz in der Bibliothek verschieben</translation>
    </message>
    <message>
        <source>look where other programs keep their models</source>
        <translation>nachsehen, wo andere Programme ihre Modelle haben</translation>
    </message>
    <message>
        <source>fetch what is damaged or missing, and nothing else</source>
        <translation>laden, was beschädigt ist oder fehlt, und sonst nichts</translation>
    </message>
    <message>
        <source>the models stay in the old folder, which is shown as a
further library</source>
        <translation>die Modelle bleiben im alten Ordner, der als weitere
Bibliothek angezeigt wird</translation>
    </message>
    <message>
        <source>the models stay in the old folder, which is shown no
more</source>
        <translation>die Modelle bleiben im alten Ordner, der nicht mehr
angezeigt wird</translation>
    </message>
    <message>
        <source>say what would be done, and do nothing</source>
        <translation>sagen, was getan würde, und nichts tun</translation>
    </message>
    <message>
        <source>say what is newer, and fetch nothing</source>
        <translation>sagen, was neuer ist, und nichts laden</translation>
    </message>
    <message>
        <source>where both changed a file, keep yours</source>
        <translation>wo beide eine Datei änderten, die eigene behalten</translation>
    </message>
    <message>
        <source>where both changed a file, take the new one; yours is
kept until the next update</source>
        <translation>wo beide eine Datei änderten, die neue nehmen; die
eigene wird bis zum nächsten Update aufbewahrt</translation>
    </message>
    <message>
        <source>hf-cache or lm-studio</source>
        <translation>hf-cache oder lm-studio</translation>
    </message>
    <message>
        <source>let this program find them, too: hf-cache, lm-studio</source>
        <translation>auch dieses Programm sie finden lassen: hf-cache,
lm-studio</translation>
    </message>
    <message>
        <source>take back what share has put there</source>
        <translation>zurücknehmen, was share dort abgelegt hat</translation>
    </message>
    <message>
        <source>read the token from standard input, one line</source>
        <translation>das Token von der Standardeingabe lesen, eine Zeile</translation>
    </message>
    <message>
        <source>one JSON object a line on standard output</source>
        <translation>ein JSON-Objekt pro Zeile auf der Standardausgabe</translation>
    </message>
    <message>
        <source>print failures only</source>
        <translation>nur Fehlschläge ausgeben</translation>
    </message>
    <message>
        <source>print what happens, on standard error</source>
        <translation>ausgeben, was geschieht, auf der Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 von %n Modell</numerusform>
            <numerusform>%1 von %n Modellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is here, not verified: %2</source>
        <translation>%1 ist da, ungeprüft: %2</translation>
    </message>
    <message>
        <source>%1 is already here: %2</source>
        <translation>%1 ist schon da: %2</translation>
    </message>
    <message>
        <source>%1, verified, in %2</source>
        <translation>%1, geprüft, in %2</translation>
    </message>
    <message>
        <source>%1: done (%2)</source>
        <translation>%1: fertig (%2)</translation>
    </message>
    <message>
        <source>%1 of %2 are kept; run the same command again to go on.</source>
        <translation>%1 von %2 sind aufbewahrt; denselben Befehl erneut ausführen, um fortzufahren.</translation>
    </message>
    <message>
        <source>Run the same command again to go on.</source>
        <translation>Denselben Befehl erneut ausführen, um fortzufahren.</translation>
    </message>
    <message>
        <source>%1: stopped. %2</source>
        <translation>%1: abgebrochen. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the model&apos;s stay: %1</source>
        <translation>
            <numerusform>%n Datei, die nicht zum Modell gehört, bleibt: %1</numerusform>
            <numerusform>%n Dateien, die nicht zum Modell gehören, bleiben: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), %2, in %3</source>
        <translation>
            <numerusform>%1: %n Datei, %2, in %3</numerusform>
            <numerusform>%1: %n Dateien, %2, in %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>%n Datei löschen? Das gibt %1 frei. [j/N] </numerusform>
            <numerusform>%n Dateien löschen? Das gibt %1 frei. [j/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n model(s) to the trash? That frees nothing yet. [y/N] </source>
        <translation>
            <numerusform>%n Modell in den Papierkorb verschieben? Das gibt noch nichts frei. [j/N] </numerusform>
            <numerusform>%n Modelle in den Papierkorb verschieben? Das gibt noch nichts frei. [j/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n model(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>%n Modell löschen? Das gibt %1 frei. [j/N] </numerusform>
            <numerusform>%n Modelle löschen? Das gibt %1 frei. [j/N] </numerusform>
        </translation>
    </message>
    <message>
        <source>That would go to the trash, and free nothing until that is emptied.</source>
        <translation>Das käme in den Papierkorb und würde nichts freigeben, bis er geleert wird.</translation>
    </message>
    <message>
        <source>Moved to the trash. That frees nothing until it is emptied.</source>
        <translation>In den Papierkorb verschoben. Das gibt nichts frei, bis er geleert wird.</translation>
    </message>
    <message>
        <source>delete installed models</source>
        <translation>installierte Modelle löschen</translation>
    </message>
    <message>
        <source>Deletes installed models, named by id or by a part of it that only one has. Says
first what goes and what that frees, and asks. Files in a model&apos;s folder that
are not the model&apos;s stay. With --variant just that one goes; what other
chosen files need stays.
</source>
        <translation>Löscht installierte Modelle, genannt mit ihrer ID oder einem Teil davon, den nur
eines hat. Sagt zuerst, was gelöscht wird und was das freigibt, und fragt nach.
Dateien im Ordner eines Modells, die nicht zum Modell gehören, bleiben. Mit
--variant wird nur diese gelöscht; was andere gewählte Dateien brauchen, bleibt.
</translation>
    </message>
    <message>
        <source>Scripts in %1</source>
        <translation>Skripte in %1</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) in these scripts are not sure. This names them:</source>
        <translation>
            <numerusform>%n Stelle in diesen Skripten ist unsicher. Dies nennt sie:</numerusform>
            <numerusform>%n Stellen in diesen Skripten sind unsicher. Dies nennt sie:</numerusform>
        </translation>
    </message>
    <message>
        <source>The Hub has no such model.</source>
        <translation>Der Hub hat kein solches Modell.</translation>
    </message>
    <message>
        <source>These are the first %1; --limit shows more.</source>
        <translation>Das sind die ersten %1; --limit zeigt mehr.</translation>
    </message>
    <message>
        <source>find models on the Hub</source>
        <translation>Modelle auf dem Hub finden</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli search qwen3 8b --format mlx
  weightyard-cli search --author mlx-community --sort newest --limit 50
  weightyard-cli search coder --licence apache-2.0
</source>
        <translation>Beispiele:
  weightyard-cli search qwen3 8b --format mlx
  weightyard-cli search --author mlx-community --sort newest --limit 50
  weightyard-cli search coder --licence apache-2.0
</translation>
    </message>
    <message>
        <source>(default)</source>
        <translation>(Standard)</translation>
    </message>
    <message>
        <source>show or change what holds for every download</source>
        <translation>zeigen oder ändern, was für jeden Download gilt</translation>
    </message>
    <message>
        <source>Shows or changes the settings, which hold where no option says otherwise. A
window that is open keeps those it was started with.

Actions:
  list                 all of them, with what they are for
  get KEY              just the value
  set KEY VALUE...     another value; of libraries and mirrors any number
  reset KEY...         the default again; &apos;reset all&apos;: of all of them
</source>
        <translation>Zeigt oder ändert die Einstellungen, die gelten, wo keine Option etwas anderes
sagt. Ein geöffnetes Fenster behält die, mit denen es gestartet wurde.

Aktionen:
  list                 alle, mit ihrem Zweck
  get KEY              nur der Wert
  set KEY VALUE...     ein anderer Wert; libraries und mirrors: beliebig viele
  reset KEY...         wieder der Standard; „reset all“: für alle
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli settings set library /data/models
  weightyard-cli settings set limit-rate 5M
  weightyard-cli settings reset jobs connections
</source>
        <translation>Beispiele:
  weightyard-cli settings set library /data/models
  weightyard-cli settings set limit-rate 5M
  weightyard-cli settings reset jobs connections
</translation>
    </message>
    <message>
        <source>%1: would be taken out of %2</source>
        <translation>%1: würde aus %2 genommen</translation>
    </message>
    <message>
        <source>%1: taken out of %2</source>
        <translation>%1: aus %2 genommen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stay: changed since, or in use by another program.</source>
        <translation>
            <numerusform>%n Datei bleibt: inzwischen geändert oder von einem anderen Programm benutzt.</numerusform>
            <numerusform>%n Dateien bleiben: inzwischen geändert oder von einem anderen Programm benutzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>let other programs find installed models</source>
        <translation>andere Programme installierte Modelle finden lassen</translation>
    </message>
    <message>
        <source>Puts installed models into the Hugging Face cache, where mlx-lm and transformers
look, or into LM Studio&apos;s folder. They take no room there: the volume shares
their bytes (reflinks), or the files get a second name (hard links). What is
there already stays as it is.
</source>
        <translation>Legt installierte Modelle in den Hugging-Face-Cache, wo mlx-lm und transformers
nachsehen, oder in den Ordner von LM Studio. Sie belegen dort keinen Platz: Das
Volume teilt ihre Bytes (Reflinks), oder die Dateien bekommen einen zweiten
Namen (Hardlinks). Was schon dort ist, bleibt, wie es ist.
</translation>
    </message>
    <message>
        <source>%1: would be in %2</source>
        <translation>%1: wäre in %2</translation>
    </message>
    <message>
        <source>%1: is already in %2</source>
        <translation>%1: ist schon in %2</translation>
    </message>
    <message>
        <source>%1: copied to %2, %3</source>
        <translation>%1: nach %2 kopiert, %3</translation>
    </message>
    <message>
        <source>%1: now in %2, taking no room</source>
        <translation>%1: jetzt in %2, ohne Platz zu belegen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; stays at commit %2 there, which is not this one&apos;s.</source>
        <translation>„%1“ bleibt dort bei Commit %2, der nicht der installierte ist.</translation>
    </message>
    <message>
        <source>Copying: %1</source>
        <translation>Wird kopiert: %1</translation>
    </message>
    <message>
        <source>Unfinished, %1 of %2 kept</source>
        <translation>Unfertig, %1 von %2 aufbewahrt</translation>
    </message>
    <message>
        <source>Unfinished, %1 kept</source>
        <translation>Unfertig, %1 aufbewahrt</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1, in %2</source>
        <translation>
            <numerusform>%n Modell, %1, in %2</numerusform>
            <numerusform>%n Modelle, %1, in %2</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>Es gibt keinen Ordner %1.</translation>
    </message>
    <message>
        <source>%1: not connected</source>
        <translation>%1: nicht verbunden</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1, elsewhere</source>
        <translation>
            <numerusform>%n Modell, %1, anderswo</numerusform>
            <numerusform>%n Modelle, %1, anderswo</numerusform>
        </translation>
    </message>
    <message>
        <source>list what is installed</source>
        <translation>auflisten, was installiert ist</translation>
    </message>
    <message>
        <source>Lists what is installed in the library.
</source>
        <translation>Listet auf, was in der Bibliothek installiert ist.
</translation>
    </message>
    <message>
        <source>%1: newer, commit %2</source>
        <translation>%1: neuer, Commit %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: newer, %n file(s), %2, commit %3</source>
        <translation>
            <numerusform>%1: neuer, %n Datei, %2, Commit %3</numerusform>
            <numerusform>%1: neuer, %n Dateien, %2, Commit %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: up to date</source>
        <translation>%1: aktuell</translation>
    </message>
    <message>
        <source>%1: stays at %2, as it was asked for</source>
        <translation>%1: bleibt bei %2, wie verlangt</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>geändert: %1</translation>
    </message>
    <message>
        <source>new: %1</source>
        <translation>neu: %1</translation>
    </message>
    <message>
        <source>gone: %1</source>
        <translation>entfällt: %1</translation>
    </message>
    <message>
        <source>%1: would go back to commit %2</source>
        <translation>%1: ginge zurück auf Commit %2</translation>
    </message>
    <message>
        <source>%1: back at commit %2</source>
        <translation>%1: wieder auf Commit %2</translation>
    </message>
    <message>
        <source>bring installed models to their newest commit</source>
        <translation>installierte Modelle auf ihren neuesten Commit bringen</translation>
    </message>
    <message>
        <source>Looks for newer commits of installed models, all or those named, and fetches
what they change: the folder is the old version until it is the new one. A
model that was asked for by a commit or a tag stays. A file that you changed and
that the new version has differently stops it, unless you say which is wanted.
What is replaced is kept until the next update.
</source>
        <translation>Sucht neuere Commits installierter Modelle, aller oder der genannten, und lädt,
was sie ändern: Der Ordner ist die alte Version, bis er die neue ist. Ein
Modell, das mit einem Commit oder Tag verlangt wurde, bleibt. Eine selbst
geänderte Datei, die in der neuen Version anders ist, hält es auf, es sei denn,
es wird gesagt, welche gelten soll. Was ersetzt wird, wird bis zum nächsten
Update aufbewahrt.
</translation>
    </message>
    <message>
        <source>Verifying: %1 of %2</source>
        <translation>Wird geprüft: %1 von %2</translation>
    </message>
    <message>
        <source>That would fetch %1.</source>
        <translation>Das würde %1 laden.</translation>
    </message>
    <message>
        <source>hash what is installed again</source>
        <translation>Installiertes erneut per Hash prüfen</translation>
    </message>
    <message>
        <source>%1: damaged: %2</source>
        <translation>%1: beschädigt: %2</translation>
    </message>
    <message>
        <source>%1: missing or of another size: %2</source>
        <translation>%1: fehlt oder hat eine andere Größe: %2</translation>
    </message>
    <message>
        <source>%1: repaired</source>
        <translation>%1: repariert</translation>
    </message>
    <message>
        <source>This fetches just that again:</source>
        <translation>Dies lädt nur das erneut:</translation>
    </message>
    <message>
        <source>%1: good, %2</source>
        <translation>%1: in Ordnung, %2</translation>
    </message>
    <message>
        <source>%1: good by the commit that git has there, %2</source>
        <translation>%1: in Ordnung laut dem Commit, den Git dort hat, %2</translation>
    </message>
    <message>
        <source>%1: incomplete: %2</source>
        <translation>%1: unvollständig: %2</translation>
    </message>
    <message>
        <source>%1: not verified: nothing here says what its files should be; adopt asks its host</source>
        <translation>%1: nicht geprüft: nichts hier sagt, was seine Dateien sein sollen; adopt fragt den Host</translation>
    </message>
    <message>
        <source>%1: not looked at: it was changed since it was installed</source>
        <translation>%1: nicht angesehen: wurde seit der Installation geändert</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a folder</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a time</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>y</source>
        <comment>a letter that is typed for yes</comment>
        <translation>j</translation>
    </message>
    <message>
        <source>One model is taken over by its own folder:</source>
        <translation>Ein Modell wird über seinen eigenen Ordner übernommen:</translation>
    </message>
    <message>
        <source>This makes it a further library:</source>
        <translation>So wird daraus eine weitere Bibliothek:</translation>
    </message>
    <message>
        <source>Also here</source>
        <translation>Außerdem vorhanden</translation>
    </message>
    <message>
        <source>Lists the models on offer, with their sizes and what is here of them;
then models that are here and that no catalogue has.
</source>
        <translation>Listet die angebotenen Modelle mit Größe und dem, was davon lokal ist,
dann lokale Modelle, die in keinem Katalog stehen.
</translation>
    </message>
    <message>
        <source>%1: unfinished, %2 received, stays in %3</source>
        <translation>%1: unfertig, %2 empfangen, bleibt in %3</translation>
    </message>
    <message>
        <source>%1: unfinished, %2 received, would move along</source>
        <translation>%1: unfertig, %2 empfangen, würde mit verschoben</translation>
    </message>
    <message>
        <source>%1: unfinished, %2 received, moved</source>
        <translation>%1: unfertig, %2 empfangen, verschoben</translation>
    </message>
    <message>
        <source>%1: its files in %2 are %3&apos;s and stay; Weightyard forgets the model.</source>
        <translation>%1: Die Dateien in %2 gehören %3 und bleiben; Weightyard vergisst das Modell.</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n model(s)? The files stay. [y/N] </source>
        <translation>
            <numerusform>%n Modell vergessen? Die Dateien bleiben. [y/N] </numerusform>
            <numerusform>%n Modelle vergessen? Die Dateien bleiben. [y/N] </numerusform>
        </translation>
    </message>
    <message>
        <source>That would delete nothing.</source>
        <translation>Das würde nichts löschen.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>the update would stop: %1</source>
        <translation>Die Aktualisierung würde anhalten: %1</translation>
    </message>
    <message>
        <source>Download scripts are there. This takes them over:</source>
        <translation>Dort sind Download-Skripte. Dies übernimmt sie:</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), of a size that is not known; %1 free in %2.</source>
        <translation>
            <numerusform>%n Modell, dessen Größe nicht bekannt ist; %1 frei in %2.</numerusform>
            <numerusform>%n Modelle, deren Größe nicht bekannt ist; %1 frei in %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: what is chosen is known when the download begins. %2</source>
        <translation>%1: Was ausgewählt ist, steht beim Beginn des Downloads fest. %2</translation>
    </message>
    <message>
        <source>%1: %2, into %3</source>
        <translation>%1: %2, nach %3</translation>
    </message>
    <message>
        <source>%1: the copy in the library is meant. Another one is named by its folder: %2</source>
        <translation>%1: Gemeint ist das Exemplar in der Bibliothek. Ein anderes wird mit seinem Ordner genannt: %2</translation>
    </message>
    <message>
        <source>Settings and state cannot be kept: %1 is a file. Name a folder with --config.</source>
        <translation>Einstellungen und Zustand lassen sich nicht aufbewahren: %1 ist eine Datei. Mit --config einen Ordner nennen.</translation>
    </message>
    <message>
        <source>Settings and state cannot be kept: %1 cannot be written to. Name another folder with --config.</source>
        <translation>Einstellungen und Zustand lassen sich nicht aufbewahren: In %1 darf nicht geschrieben werden. Mit --config einen anderen Ordner nennen.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), of a size that is not known yet; %1 here.</source>
        <translation>
            <numerusform>%n Modell, dessen Größe noch nicht bekannt ist; %1 vorhanden.</numerusform>
            <numerusform>%n Modelle, deren Größe noch nicht bekannt ist; %1 vorhanden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Make room, or choose another place with --to; what is here already is kept.</source>
        <translation>Platz schaffen oder mit --to einen anderen Ort wählen; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Make room; what is here already is kept.</source>
        <translation>Platz schaffen; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Choose a place on another disk with --to.</source>
        <translation>Mit --to einen Ort auf einem anderen Datenträger wählen.</translation>
    </message>
    <message>
        <source>Another disk may hold it.</source>
        <translation>Ein anderer Datenträger kann sie vielleicht aufnehmen.</translation>
    </message>
    <message>
        <source>Move what is there away, or choose another place with --to.</source>
        <translation>Beiseiteschieben, was dort ist, oder mit --to einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Move what is there away.</source>
        <translation>Beiseiteschieben, was dort ist.</translation>
    </message>
    <message>
        <source>Check the connection and the proxy settings, then try again.</source>
        <translation>Verbindung und Proxy-Einstellungen prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Später erneut versuchen.</translation>
    </message>
    <message>
        <source>It usually passes: try again in a few minutes.</source>
        <translation>Meist geht es vorüber: in einigen Minuten erneut versuchen.</translation>
    </message>
    <message>
        <source>Connect the disk and try again, or choose another folder with --library.</source>
        <translation>Den Datenträger verbinden und erneut versuchen oder mit --library einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Try again after that time.</source>
        <translation>Nach dieser Zeit erneut versuchen.</translation>
    </message>
    <message>
        <source>Connect the disk and try again, or choose another place with --to.</source>
        <translation>Den Datenträger verbinden und erneut versuchen oder mit --to einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Nothing here has these words.</source>
        <translation>Hier enthält nichts diese Wörter.</translation>
    </message>
    <message>
        <source>The Hub did not answer. These are here, or were looked at before.</source>
        <translation>Der Hub hat nicht geantwortet. Diese sind vorhanden oder wurden früher angesehen.</translation>
    </message>
    <message>
        <source>Finds models of the Hub whose names have these words: parameters,
quantisation, downloads of a month, likes, and what is here of them. A &quot;~&quot;
is before what only the name says. When the Hub does not answer: what is here,
and what was looked at before.
</source>
        <translation>Findet Modelle des Hubs, deren Namen diese Wörter enthalten: Parameter,
Quantisierung, Downloads eines Monats, Likes und was davon lokal ist. Ein „~“
steht vor dem, was nur der Name sagt. Antwortet der Hub nicht: was lokal ist und
was früher angesehen wurde.
</translation>
    </message>
    <message>
        <source>The clone has commits of its own: update and remove leave it alone.</source>
        <translation>Der Klon hat eigene Commits: update und remove lassen ihn, wie er ist.</translation>
    </message>
    <message>
        <source>incomplete there: %1; get downloads what is missing</source>
        <translation>dort unvollständig: %1; get lädt, was fehlt</translation>
    </message>
    <message>
        <source>Without --dry-run those would be adopted that can be.</source>
        <translation>Ohne --dry-run würde übernommen, was übernommen werden kann.</translation>
    </message>
    <message>
        <source>Not taken over, so left out: %1. This takes over what is there:</source>
        <translation>Nicht übernommen, daher ausgelassen: %1. So wird übernommen, was da ist:</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) changed by you: %1</source>
        <translation>
            <numerusform>%n Datei von Ihnen geändert: %1</numerusform>
            <numerusform>%n Dateien von Ihnen geändert: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: is on the branch %2, which its host does not have: nothing to update</source>
        <translation>%1: ist auf dem Branch %2, den der Host nicht hat: nichts zu aktualisieren</translation>
    </message>
    <message>
        <source>Hashes the files of installed models again: all of them, or those with one of
the given words in their name. Clones that git made are compared with the
commit that they have checked out. Small files that were edited since are named
and stay. What is damaged is noted, so that the next get of that model fetches
just it; --repair does so at once, and where the model is named, edited files
are replaced, too.
</source>
        <translation>Berechnet die Hashes der Dateien installierter Modelle neu: aller oder derer mit
einem der angegebenen Wörter im Namen. Von Git angelegte Klone werden mit dem
Commit verglichen, der in ihnen ausgecheckt ist. Kleine Dateien, die seitdem
bearbeitet wurden, werden genannt und bleiben. Was beschädigt ist, wird vermerkt,
sodass das nächste get dieses Modells nur das lädt; --repair tut es sofort und
ersetzt bei einem genannten Modell auch bearbeitete Dateien.
</translation>
    </message>
    <message>
        <source>%1: changed since it was installed, stays as it is: %2</source>
        <translation>%1: seit der Installation geändert, bleibt, wie es ist: %2</translation>
    </message>
    <message>
        <source>%1: whether it can be had is known when the download begins. %2</source>
        <translation>%1: Ob es zu bekommen ist, zeigt sich, wenn der Download beginnt. %2</translation>
    </message>
    <message>
        <source>it opens for you</source>
        <translation>für Sie zugänglich</translation>
    </message>
    <message>
        <source>this host does not tell whether it opens for you</source>
        <translation>dieser Host sagt nicht, ob es für Sie zugänglich ist</translation>
    </message>
    <message>
        <source>whether it opens for you is not known: %1</source>
        <translation>ob es für Sie zugänglich ist, ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>not known: %1</source>
        <translation>nicht bekannt: %1</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Try again after that time. Without a token the limit is lower.</source>
        <translation>Nach dieser Zeit erneut versuchen. Ohne Token ist die Grenze niedriger.</translation>
    </message>
    <message>
        <source>%1 a month, 1 like</source>
        <translation>%1 pro Monat, 1 Like</translation>
    </message>
    <message>
        <source>%1 a month, %2 likes</source>
        <translation>%1 pro Monat, %2 Likes</translation>
    </message>
    <message>
        <source>Branches (--revision NAME)</source>
        <translation>Branches (--revision NAME)</translation>
    </message>
    <message>
        <source>%1 is here already, in %2</source>
        <translation>%1 ist schon hier, in %2</translation>
    </message>
    <message>
        <source>%1, of which %2 are fetched</source>
        <translation>%1, davon werden %2 geladen</translation>
    </message>
    <message>
        <source>Move what is there away, then run the command again.</source>
        <translation>Verschieben Sie, was dort liegt, und führen Sie den Befehl noch einmal aus.</translation>
    </message>
    <message>
        <source>%1: changed since it was installed, replaced by the model&apos;s: %2</source>
        <translation>%1: seit der Installation geändert, durch die Datei des Modells ersetzt: %2</translation>
    </message>
    <message>
        <source>%1: changed since it was installed, would be replaced by the model&apos;s, without a copy: %2</source>
        <translation>%1: seit der Installation geändert, würde ohne Kopie durch die Datei des Modells ersetzt: %2</translation>
    </message>
    <message>
        <source>Not in the catalogue</source>
        <translation>Nicht im Katalog</translation>
    </message>
    <message>
        <source>exactly this file, or all of this folder; without
configuration and tokenizer</source>
        <translation>genau diese Datei oder alles in diesem Ordner; ohne
Konfiguration und Tokenizer</translation>
    </message>
    <message>
        <source>with share and --share-with: copy to another volume,
where links cannot lead</source>
        <translation>bei share und --share-with: auf ein anderes Laufwerk
kopieren, wohin keine Links führen</translation>
    </message>
    <message>
        <source>Weightyard %1 is published; this is %2.</source>
        <translation>Weightyard %1 ist erschienen; dies ist %2.</translation>
    </message>
    <message>
        <source>This is Weightyard %1; no newer version is published.</source>
        <translation>Dies ist Weightyard %1; eine neuere Version ist nicht erschienen.</translation>
    </message>
    <message>
        <source>Looks at everything that downloads need, and says how to mend what is wrong.
--program asks one question more, which says nothing of you or your machine.
</source>
        <translation>Prüft alles, was Downloads brauchen, und sagt, wie sich Fehler beheben lassen.
--program stellt eine Frage mehr, die nichts über Person und Rechner verrät.
</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n Download</numerusform>
            <numerusform>%n Downloads</numerusform>
        </translation>
    </message>
    <message>
        <source>also ask github.com whether there is a newer version of
Weightyard</source>
        <translation>auch bei github.com fragen, ob es eine neuere Version
von Weightyard gibt</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Git configuration that cannot be read is left out: %1
</source>
        <translation>Unlesbare Git-Konfiguration wird übergangen: %1
</translation>
    </message>
    <message>
        <source>Your last changes could not be kept.</source>
        <translation>Die letzten Änderungen konnten nicht aufbewahrt werden.</translation>
    </message>
    <message>
        <source>&apos;weightyard --help&apos; lists the options.</source>
        <translation>„weightyard --help“ nennt die Optionen.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AboutDialog</name>
    <message>
        <source>About Weightyard</source>
        <translation>Über Weightyard</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Weightyard</source>
        <translation>Weightyard</translation>
    </message>
    <message>
        <source>Gets model weights onto a disk, and checks every byte. MIT licence.</source>
        <translation>Holt Modellgewichte auf einen Datenträger und prüft jedes Byte. MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>%1, commit %2</source>
        <translation>%1, Commit %2</translation>
    </message>
    <message>
        <source>Works with</source>
        <translation>Arbeitet mit</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Was neu ist</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Look for a newer version</source>
        <translation>Nach neuerer Version suchen</translation>
    </message>
    <message>
        <source>Asks github.com once, and says nothing of you.</source>
        <translation>Fragt github.com einmal und verrät nichts über die Person.</translation>
    </message>
    <message>
        <source>Newest version</source>
        <translation>Neueste Version</translation>
    </message>
    <message>
        <source>Not looked for yet</source>
        <translation>Noch nicht gesucht</translation>
    </message>
    <message>
        <source>None is newer than this one (looked for on %1)</source>
        <translation>Keine ist neuer als diese (gesucht am %1)</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht …</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AccountSettings</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>For gated and private models. The token is tried, and kept in the system&apos;s keychain</source>
        <translation>Für beschränkte und private Modelle. Das Token wird ausprobiert und im Schlüsselbund des Systems aufbewahrt</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Takes the token out of the keychain</source>
        <translation>Nimmt das Token aus dem Schlüsselbund</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>This system has no keychain. Tokens of HF_TOKEN, hf and git are used.</source>
        <translation>Dieses System hat keinen Schlüsselbund. Tokens aus HF_TOKEN, hf und Git werden verwendet.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AddDialog</name>
    <message>
        <source>Add model</source>
        <translation>Modell hinzufügen</translation>
    </message>
    <message>
        <source>Address of the model&apos;s page, address of a git repository, or OWNER/NAME</source>
        <translation>Adresse der Modellseite, Adresse eines Git-Repositorys oder OWNER/NAME</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Asking the hub about %1…</source>
        <translation>Der Hub wird nach %1 gefragt…</translation>
    </message>
    <message>
        <source>%1: its size is known once the download has begun.</source>
        <translation>%1: Die Größe ist bekannt, sobald der Download begonnen hat.</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>Lizenz nicht angegeben</translation>
    </message>
    <message>
        <source>gated: its licence must be accepted on its page first</source>
        <translation>beschränkt: Seine Lizenz muss zuerst auf seiner Seite akzeptiert werden</translation>
    </message>
    <message>
        <source>not gated</source>
        <translation>nicht beschränkt</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AdoptDialog</name>
    <message>
        <source>Take over models</source>
        <translation>Modelle übernehmen</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Repository…</source>
        <translation>Repository…</translation>
    </message>
    <message>
        <source>Says which repository the chosen folder is a copy of</source>
        <translation>Legt fest, von welchem Repository der gewählte Ordner eine Kopie ist</translation>
    </message>
    <message>
        <source>Move folders into the library</source>
        <translation>Ordner in die Bibliothek verschieben</translation>
    </message>
    <message>
        <source>Within one disk. What other programs keep is never moved.</source>
        <translation>Innerhalb eines Datenträgers. Was andere Programme aufbewahren, wird nie verschoben.</translation>
    </message>
    <message>
        <source>Download what is missing</source>
        <translation>Fehlendes herunterladen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Models to take over</source>
        <translation>Zu übernehmende Modelle</translation>
    </message>
    <message>
        <source>here already</source>
        <translation>schon lokal</translation>
    </message>
    <message>
        <source>can be copied, nothing is fetched</source>
        <translation>kann kopiert werden, nichts wird geladen</translation>
    </message>
    <message>
        <source>used when a download wants it</source>
        <translation>wird genutzt, wenn ein Download es braucht</translation>
    </message>
    <message>
        <source>comparing…</source>
        <translation>wird verglichen…</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>The repository that this folder is a copy of: OWNER/NAME, or its address.
%1</source>
        <translation>Das Repository, von dem dieser Ordner eine Kopie ist: OWNER/NAME oder seine Adresse.
%1</translation>
    </message>
    <message>
        <source>cannot be taken over</source>
        <translation>kann nicht übernommen werden</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>%n Datei fehlt</numerusform>
            <numerusform>%n Dateien fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) different</source>
        <translation>
            <numerusform>%n Datei weicht ab</numerusform>
            <numerusform>%n Dateien weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>schon bekannt</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n model(s)</source>
        <translation>
            <numerusform>%n Modell übernehmen</numerusform>
            <numerusform>%n Modelle übernehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing with what was published: %1 of %2.</source>
        <translation>Vergleich mit dem Veröffentlichten: %1 von %2.</translation>
    </message>
    <message>
        <source>Comparing with what was published…</source>
        <translation>Vergleich mit dem Veröffentlichten…</translation>
    </message>
    <message>
        <source>Looking for models of other programs…</source>
        <translation>Modelle anderer Programme werden gesucht…</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) taken over.</source>
        <translation>
            <numerusform>%n Modell übernommen.</numerusform>
            <numerusform>%n Modelle übernommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No models of other programs were found. Choose the folder of one.</source>
        <translation>Keine Modelle anderer Programme gefunden. Den Ordner eines Modells wählen.</translation>
    </message>
    <message>
        <source>Tick what Weightyard shall know. No file in these folders is changed; what is missing is added only if you tick that below.</source>
        <translation>Ankreuzen, was Weightyard kennen soll. Keine Datei in diesen Ordnern wird geändert; Fehlendes kommt nur hinzu, wenn es unten angekreuzt ist.</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>Ordner eines Modells</translation>
    </message>
    <message>
        <source>is being copied</source>
        <translation>wird kopiert</translation>
    </message>
    <message>
        <source>moved into the library</source>
        <translation>in die Bibliothek verschoben</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>missing files are fetched</source>
        <translation>fehlende Dateien werden geladen</translation>
    </message>
    <message>
        <source>not taken over</source>
        <translation>nicht übernommen</translation>
    </message>
    <message>
        <source>not copied</source>
        <translation>nicht kopiert</translation>
    </message>
    <message>
        <source>copied into the library</source>
        <translation>in die Bibliothek kopiert</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AfterQueue</name>
    <message>
        <source>This computer did not let Weightyard put it to sleep.</source>
        <translation>Dieser Computer ließ sich von Weightyard nicht in den Ruhezustand versetzen.</translation>
    </message>
    <message>
        <source>This computer did not let Weightyard shut it down.</source>
        <translation>Dieser Computer ließ sich von Weightyard nicht herunterfahren.</translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. Weightyard quits in %n second(s).</source>
        <translation>
            <numerusform>Alle Downloads sind beendet. Weightyard wird in %n Sekunde beendet.</numerusform>
            <numerusform>Alle Downloads sind beendet. Weightyard wird in %n Sekunden beendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. This computer goes to sleep in %n second(s).</source>
        <translation>
            <numerusform>Alle Downloads sind beendet. Dieser Computer geht in %n Sekunde in den Ruhezustand.</numerusform>
            <numerusform>Alle Downloads sind beendet. Dieser Computer geht in %n Sekunden in den Ruhezustand.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. This computer shuts down in %n second(s).</source>
        <translation>
            <numerusform>Alle Downloads sind beendet. Dieser Computer wird in %n Sekunde heruntergefahren.</numerusform>
            <numerusform>Alle Downloads sind beendet. Dieser Computer wird in %n Sekunden heruntergefahren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. Your command runs in %n second(s).</source>
        <translation>
            <numerusform>Alle Downloads sind beendet. Ihr Befehl läuft in %n Sekunde.</numerusform>
            <numerusform>Alle Downloads sind beendet. Ihr Befehl läuft in %n Sekunden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AppearanceSettings</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>As the system has it, or always one of them</source>
        <translation>Wie das System oder immer eines von beiden</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window and of the terminal program</source>
        <translation>Für das Fenster und das Terminalprogramm</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::BrowsePane</name>
    <message>
        <source>Show my models</source>
        <translation>Zu meinen Modellen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::CheckStrip</name>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ChipBar</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>Nicht lokal</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Closing</name>
    <message>
        <source>What is here is kept, and the downloads go on at the next start.</source>
        <translation>Was da ist, bleibt; die Downloads gehen beim nächsten Start weiter.</translation>
    </message>
    <message>
        <source>Downloads are running</source>
        <translation>Downloads laufen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>In the tray they go on without the window. After Quit they go on at the next start.</source>
        <translation>In der Taskleiste laufen sie ohne das Fenster weiter. Nach dem Beenden gehen sie beim nächsten Start weiter.</translation>
    </message>
    <message>
        <source>Keep in tray</source>
        <translation>In der Taskleiste behalten</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ConnectionCare</name>
    <message>
        <source>Downloads pause: this connection is metered.</source>
        <translation>Downloads angehalten: Diese Verbindung ist getaktet.</translation>
    </message>
    <message>
        <source>Go on anyway</source>
        <translation>Trotzdem fortsetzen</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ConvertDialog</name>
    <message>
        <source>Convert scripts</source>
        <translation>Skripte umwandeln</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Skripte</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>Umwandeln</translation>
    </message>
    <message>
        <source>Take conversion back</source>
        <translation>Umwandlung zurücknehmen</translation>
    </message>
    <message>
        <source>Reading the scripts in %1…</source>
        <translation>Die Skripte in %1 werden gelesen…</translation>
    </message>
    <message>
        <source>becomes a new one: %1</source>
        <translation>wird zu einem neuen: %1</translation>
    </message>
    <message>
        <source>is converted: %1</source>
        <translation>ist umgewandelt: %1</translation>
    </message>
    <message>
        <source>calls the others, stays: %1</source>
        <translation>ruft die anderen auf, bleibt: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) can be converted. The originals stay beside them as *.bak.</source>
        <translation>
            <numerusform>%n Skript kann umgewandelt werden. Das Original bleibt als *.bak daneben.</numerusform>
            <numerusform>%n Skripte können umgewandelt werden. Die Originale bleiben als *.bak daneben.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to convert in %1.</source>
        <translation>In %1 gibt es nichts umzuwandeln.</translation>
    </message>
    <message>
        <source>All scripts here are converted.</source>
        <translation>Alle Skripte hier sind umgewandelt.</translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) converted.</source>
        <translation>
            <numerusform>%n Skript umgewandelt.</numerusform>
            <numerusform>%n Skripte umgewandelt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) restored.</source>
        <translation>
            <numerusform>%n Skript wiederhergestellt.</numerusform>
            <numerusform>%n Skripte wiederhergestellt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DesktopSettings</name>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>When all downloads have ended</source>
        <translation>Wenn alle Downloads beendet sind</translation>
    </message>
    <message>
        <source>While they run</source>
        <translation>Während sie laufen</translation>
    </message>
    <message>
        <source>At login</source>
        <translation>Bei der Anmeldung</translation>
    </message>
    <message>
        <source>Notification</source>
        <translation>Benachrichtigung</translation>
    </message>
    <message>
        <source>Also when a download needs you. Not while the window is in front</source>
        <translation>Auch wenn ein Download Sie braucht. Nicht, solange das Fenster vorn ist</translation>
    </message>
    <message>
        <source>Weightyard sends none on this system.</source>
        <translation>Auf diesem System sendet Weightyard keine.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Sleep</source>
        <translation>Ruhezustand</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>Herunterfahren</translation>
    </message>
    <message>
        <source>Once. It is announced, and can be called off for a minute</source>
        <translation>Einmalig. Wird angekündigt und lässt sich eine Minute lang abbrechen</translation>
    </message>
    <message>
        <source>Once. This computer does not let Weightyard shut it down without a password</source>
        <translation>Einmalig. Ohne Passwort lässt sich dieser Computer nicht herunterfahren</translation>
    </message>
    <message>
        <source>Once. This computer does not let Weightyard put it to sleep</source>
        <translation>Einmalig. Dieser Computer lässt sich nicht in den Ruhezustand versetzen</translation>
    </message>
    <message>
        <source>Once. Weightyard cannot put this system to sleep or shut it down</source>
        <translation>Einmalig. Weightyard kann dieses System weder in den Ruhezustand versetzen noch herunterfahren</translation>
    </message>
    <message>
        <source>Once. Sleep and Shut down are missing: logind is not here, or asks for a password</source>
        <translation>Einmalig. Ruhezustand und Herunterfahren fehlen: logind ist nicht da oder verlangt ein Passwort</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>This system does not tell Weightyard which connections are metered</source>
        <translation>Dieses System teilt Weightyard nicht mit, welche Verbindungen getaktet sind</translation>
    </message>
    <message>
        <source>A phone&apos;s, for example, as far as the system knows it</source>
        <translation>Zum Beispiel die eines Telefons, soweit das System es weiß</translation>
    </message>
    <message>
        <source>On a metered connection</source>
        <translation>Bei getakteter Verbindung</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol in der Taskleiste</translation>
    </message>
    <message>
        <source>Downloads can then go on there without the window</source>
        <translation>Downloads können dort ohne das Fenster weiterlaufen</translation>
    </message>
    <message>
        <source>This desktop shows no tray. GNOME does with an extension: AppIndicator.</source>
        <translation>Dieser Desktop hat keinen Symbolbereich. GNOME bietet ihn mit einer Erweiterung: AppIndicator.</translation>
    </message>
    <message>
        <source>Open Weightyard at login</source>
        <translation>Weightyard bei der Anmeldung öffnen</translation>
    </message>
    <message>
        <source>What was being downloaded goes on</source>
        <translation>Laufende Downloads gehen weiter</translation>
    </message>
    <message>
        <source>Not on this system: add Weightyard to what the system opens at login.</source>
        <translation>Auf diesem System nicht: Weightyard zu den Anmeldeobjekten des Systems hinzufügen.</translation>
    </message>
    <message>
        <source>Run the command</source>
        <translation>Befehl ausführen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>A program and its arguments. No shell reads it: double quotes keep words together. It finds WEIGHTYARD_DONE and WEIGHTYARD_FAILED, two numbers</source>
        <translation>Ein Programm und seine Argumente. Keine Shell liest sie: Doppelte Anführungszeichen halten Wörter zusammen. Es findet WEIGHTYARD_DONE und WEIGHTYARD_FAILED, zwei Zahlen</translation>
    </message>
    <message>
        <source>Weightyard itself</source>
        <translation>Weightyard selbst</translation>
    </message>
    <message>
        <source>Look for newer versions</source>
        <translation>Nach neueren Versionen suchen</translation>
    </message>
    <message>
        <source>Once a day github.com is asked, and told nothing of you. You install it, or not</source>
        <translation>Einmal am Tag wird github.com gefragt und erfährt nichts weiter. Von selbst wird nichts installiert</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DetailsPanel</name>
    <message>
        <source>Choose a model to see its files and what can be done with it.</source>
        <translation>Ein Modell wählen, um seine Dateien zu sehen und was damit möglich ist.</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>%1 on disk.</source>
        <translation>%1 auf dem Datenträger.</translation>
    </message>
    <message>
        <source>The files are listed once the download has begun.</source>
        <translation>Die Dateien werden aufgelistet, sobald der Download begonnen hat.</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source> · gated</source>
        <translation> · beschränkt</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>genau</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>geschätzt</translation>
    </message>
    <message>
        <source>default branch</source>
        <translation>Standard-Branch</translation>
    </message>
    <message>
        <source>Files are missing or incomplete: %1</source>
        <translation>Dateien fehlen oder sind unvollständig: %1</translation>
    </message>
    <message>
        <source>It is in %1, which is not connected.</source>
        <translation>Es liegt in %1; dieser Ordner ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Connect the disk and look again (F5). To download it anew, take that library off the list first.</source>
        <translation>Den Datenträger verbinden und neu einlesen (F5). Um es erneut herunterzuladen, zuerst jene Bibliothek von der Liste nehmen.</translation>
    </message>
    <message>
        <source>There is a folder of this name with something else in it.</source>
        <translation>Es gibt einen Ordner dieses Namens mit etwas anderem darin.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Changed by you, and left as it is: %1</source>
        <translation>Von Ihnen geändert und so gelassen: %1</translation>
    </message>
    <message>
        <source>A download puts the model&apos;s files beside what is there, and stops before it would replace a file.</source>
        <translation>Ein Download legt die Dateien des Modells neben das, was dort ist, und hält an, bevor er eine Datei ersetzen würde.</translation>
    </message>
    <message>
        <source>Move it away, or choose another library.</source>
        <translation>Beiseiteschieben oder eine andere Bibliothek wählen.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DetailsSplitter</name>
    <message>
        <source>Close the details</source>
        <translation>Details schließen</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskBand</name>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Remove git history after download</source>
        <translation>Git-Historie nach dem Download entfernen</translation>
    </message>
    <message>
        <source>Without .git a model takes less room, and is just its files.
What is lost: git log, and git pull to bring it up to date.</source>
        <translation>Ohne .git braucht ein Modell weniger Platz und besteht nur aus seinen Dateien.
Verloren gehen: git log und git pull, um es zu aktualisieren.</translation>
    </message>
    <message>
        <source>saves up to %1 here</source>
        <translation>spart hier bis zu %1</translation>
    </message>
    <message>
        <source>would save up to %1 here</source>
        <translation>würde hier bis zu %1 sparen</translation>
    </message>
    <message>
        <source>models come without .git; no git pull later</source>
        <translation>Modelle kommen ohne .git; kein späteres git pull</translation>
    </message>
    <message>
        <source>models come with .git; git pull works</source>
        <translation>Modelle kommen mit .git; git pull funktioniert</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n clone(s):</source>
        <translation>
            <numerusform>%1 in %n Klon:</numerusform>
            <numerusform>%1 in %n Klonen:</numerusform>
        </translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>Aufräumen…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Second copies in old clones</source>
        <translation>Zweitkopien in alten Klonen</translation>
    </message>
    <message>
        <source>Git history</source>
        <translation>Git-Historie</translation>
    </message>
    <message>
        <source>Previous versions</source>
        <translation>Vorherige Versionen</translation>
    </message>
    <message>
        <source>Unfinished downloads</source>
        <translation>Unfertige Downloads</translation>
    </message>
    <message>
        <source>Leftovers</source>
        <translation>Reste</translation>
    </message>
    <message>
        <source>The clones stay clones, and every file stays.</source>
        <translation>Die Klone bleiben Klone, und jede Datei bleibt.</translation>
    </message>
    <message>
        <source>The way back to the version before the last update is lost.</source>
        <translation>Der Rückweg zur Version vor dem letzten Update geht verloren.</translation>
    </message>
    <message>
        <source>These downloads would begin anew. Those on the list stay.</source>
        <translation>Diese Downloads würden von vorn beginnen. Die auf der Liste bleiben.</translation>
    </message>
    <message>
        <source>Nothing needs them any more.</source>
        <translation>Nichts braucht sie mehr.</translation>
    </message>
    <message>
        <source>Disk usage</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>Aufräumen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Looking at %1…</source>
        <translation>%1 wird untersucht…</translation>
    </message>
    <message>
        <source>What is here of models stays, whatever is cleaned up.</source>
        <translation>Was von Modellen vorhanden ist, bleibt, was auch immer aufgeräumt wird.</translation>
    </message>
    <message>
        <source>%1 disk</source>
        <translation>Datenträger mit %1</translation>
    </message>
    <message>
        <source>%1 free · %2 after cleaning up</source>
        <translation>%1 frei · %2 nach dem Aufräumen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>of downloads and removals that ended before their time</source>
        <translation>von Downloads und Löschungen, die vorzeitig endeten</translation>
    </message>
    <message numerus="yes">
        <source>of %n model(s)</source>
        <translation>
            <numerusform>von %n Modell</numerusform>
            <numerusform>von %n Modellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n go(es) on in the window and stay(s)</source>
        <translation>
            <numerusform>%n läuft im Fenster weiter und bleibt</numerusform>
            <numerusform>%n laufen im Fenster weiter und bleiben</numerusform>
        </translation>
    </message>
    <message>
        <source>shared with other files, frees %1</source>
        <translation>mit anderen Dateien geteilt, gibt %1 frei</translation>
    </message>
    <message>
        <source>%1: free %2?</source>
        <translation>%1: %2 freigeben?</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Cleaning up…</source>
        <translation>Wird aufgeräumt…</translation>
    </message>
    <message>
        <source>%1 freed.</source>
        <translation>%1 freigegeben.</translation>
    </message>
    <message>
        <source>All files stay, but .gitattributes, which only git reads. What is lost: git log, and git pull to bring them up to date.</source>
        <translation>Alle Dateien bleiben, nur .gitattributes nicht, die allein Git liest. Verloren gehen git log und git pull zum Aktualisieren.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskGauge</name>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Looking at the disk…</source>
        <translation>Datenträger wird untersucht…</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>%1 usable · %2 too little</source>
        <translation>%1 nutzbar · %2 zu wenig</translation>
    </message>
    <message>
        <source>%1 · %2 after</source>
        <translation>%1 · %2 danach</translation>
    </message>
    <message>
        <source>Needed %1</source>
        <translation>Benötigt %1</translation>
    </message>
    <message>
        <source>Selected %1</source>
        <translation>Ausgewählt %1</translation>
    </message>
    <message>
        <source>Other files %1</source>
        <translation>Andere Dateien %1</translation>
    </message>
    <message>
        <source>Models %1</source>
        <translation>Modelle %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DownloadActions</name>
    <message numerus="yes">
        <source>%n model(s), %1 to fetch. %2 can be used on this disk.</source>
        <translation>
            <numerusform>%n Modell, %1 zu laden. %2 sind auf diesem Datenträger nutzbar.</numerusform>
            <numerusform>%n Modelle, %1 zu laden. %2 sind auf diesem Datenträger nutzbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>At the last speed that takes about %1.</source>
        <translation>Bei der letzten Geschwindigkeit dauert das etwa %1.</translation>
    </message>
    <message>
        <source>Download all</source>
        <translation>Alle herunterladen</translation>
    </message>
    <message>
        <source>Download selected</source>
        <translation>Auswahl herunterladen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>None of these models fits: %1 can be used on this disk.</source>
        <translation>Keines dieser Modelle passt: %1 sind auf diesem Datenträger nutzbar.</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Anderen Ordner wählen</translation>
    </message>
    <message numerus="yes">
        <source>That is too little for all of them; %n of them fit(s).</source>
        <translation>
            <numerusform>Das ist zu wenig für alle; %n davon passt.</numerusform>
            <numerusform>Das ist zu wenig für alle; %n davon passen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Download what fits</source>
        <translation>Was passt, herunterladen</translation>
    </message>
    <message>
        <source>%1 that were received are deleted.</source>
        <translation>Bereits empfangene %1 werden gelöscht.</translation>
    </message>
    <message>
        <source>Discard the download of %1?</source>
        <translation>Download von %1 verwerfen?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep download</source>
        <translation>Download behalten</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>Bibliotheksordner</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard.</source>
        <translation>Die Diagnose ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>They go into %1.</source>
        <translation>Sie kommen nach %1.</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %1 and %n other(s).</source>
        <translation>
            <numerusform>Ausgelassen: %1 und %n weiteres.</numerusform>
            <numerusform>Ausgelassen: %1 und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>Ausgelassen: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n download(s)?</source>
        <translation>
            <numerusform>%n Download verwerfen?</numerusform>
            <numerusform>%n Downloads verwerfen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep downloads</source>
        <translation>Downloads behalten</translation>
    </message>
    <message>
        <source>A folder %1 is made in</source>
        <translation>Ein Ordner %1 wird angelegt in</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DownloadSettings</name>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Models at a time</source>
        <translation>Modelle gleichzeitig</translation>
    </message>
    <message>
        <source>One that fails never stops the others</source>
        <translation>Schlägt eines fehl, hält das die anderen nie auf</translation>
    </message>
    <message>
        <source>Connections at most</source>
        <translation>Höchstzahl Verbindungen</translation>
    </message>
    <message>
        <source>Of all downloads together; fewer where more bring nothing</source>
        <translation>Alle Downloads zusammen; weniger, wo mehr nichts bringen</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source>Of all downloads together</source>
        <translation>Alle Downloads zusammen</translation>
    </message>
    <message>
        <source>New downloads</source>
        <translation>Neue Downloads</translation>
    </message>
    <message>
        <source>Remove git history after download</source>
        <translation>Git-Historie nach dem Download entfernen</translation>
    </message>
    <message>
        <source>Saves some room a model; git log and git pull then no longer work</source>
        <translation>Spart etwas Platz pro Modell; git log und git pull funktionieren dann nicht mehr</translation>
    </message>
    <message>
        <source>Safe formats only</source>
        <translation>Nur sichere Formate</translation>
    </message>
    <message>
        <source>Leaves out what runs code when it is loaded: pickle and the like (.bin, .pt, .ckpt)</source>
        <translation>Lässt aus, was beim Laden Code ausführt: pickle und dergleichen (.bin, .pt, .ckpt)</translation>
    </message>
    <message>
        <source>Full speed at</source>
        <translation>Volles Tempo um</translation>
    </message>
    <message>
        <source>Hours without that limit; days may stand before them: sat-sun 00:00-24:00</source>
        <translation>Zeiten ohne dieses Limit; davor dürfen Tage stehen: sat-sun 00:00-24:00</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DownloadsPage</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Queue · %L1</source>
        <translation>Warteschlange · %L1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ExportDialog</name>
    <message numerus="yes">
        <source>The %n model(s) that are ticked</source>
        <translation>
            <numerusform>%n angekreuztes Modell</numerusform>
            <numerusform>Alle %n angekreuzten Modelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n model(s) that are here</source>
        <translation>
            <numerusform>%n lokales Modell</numerusform>
            <numerusform>Alle %n lokalen Modelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n model(s) of the list</source>
        <translation>
            <numerusform>%n Modell der Liste</numerusform>
            <numerusform>Alle %n Modelle der Liste</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Ort wählen…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileList</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>eigene</translation>
    </message>
    <message>
        <source>Yours, not the repository&apos;s: it was different when the folder was taken over.</source>
        <translation>Ihre Datei, nicht die des Repositorys: Sie war bei der Übernahme des Ordners anders.</translation>
    </message>
    <message>
        <source>damaged, fetched again: %1 of %2</source>
        <translation>beschädigt, wird neu geholt: %1 von %2</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>Its bytes are not those that were published.</source>
        <translation>Ihre Bytes sind nicht die veröffentlichten.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FilePicker</name>
    <message>
        <source>Usual choices of files</source>
        <translation>Übliche Dateiauswahlen</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Choose files by patterns of their names</source>
        <translation>Dateien nach Mustern ihrer Namen wählen</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Einschließen</translation>
    </message>
    <message>
        <source>*.safetensors, *.json</source>
        <translation>*.safetensors, *.json</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>*.bin, images/*</source>
        <translation>*.bin, images/*</translation>
    </message>
    <message>
        <source>Patterns as hf download takes them, with commas between them. “*” stands for any text, folders too, “?” for one letter, “[ab]” for one of these.</source>
        <translation>Muster, wie hf download sie nimmt, durch Kommas getrennt. „*“ steht für beliebigen Text, auch Ordner, „?“ für ein Zeichen, „[ab]“ für eines von diesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n more variant(s) on their page</source>
        <translation>
            <numerusform>%n weitere Variante auf der Seite des Modells</numerusform>
            <numerusform>%n weitere Varianten auf der Seite des Modells</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Files: %1</source>
        <translation>Dateien: %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileTree</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>The files of this model; the space bar ticks what is to be downloaded</source>
        <translation>Die Dateien dieses Modells; die Leertaste kreuzt an, was heruntergeladen werden soll</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileTreeModel</name>
    <message numerus="yes">
        <source>folder with %n file(s)</source>
        <translation>
            <numerusform>Ordner mit %n Datei</numerusform>
            <numerusform>Ordner mit %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>partly chosen</source>
        <translation>teilweise gewählt</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FilterBar</name>
    <message>
        <source>Only models of this format</source>
        <translation>Nur Modelle dieses Formats</translation>
    </message>
    <message>
        <source>Fits this machine</source>
        <translation>Passt auf diesen Rechner</translation>
    </message>
    <message>
        <source>Any access</source>
        <translation>Jeder Zugang</translation>
    </message>
    <message>
        <source>Any task</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Any author</source>
        <translation>Alle Autoren</translation>
    </message>
    <message>
        <source>Any licence</source>
        <translation>Alle Lizenzen</translation>
    </message>
    <message>
        <source>Open and gated models</source>
        <translation>Offene und beschränkte Modelle</translation>
    </message>
    <message>
        <source>Open: anybody may download</source>
        <translation>Offen: Download für alle</translation>
    </message>
    <message>
        <source>Gated: terms to accept first</source>
        <translation>Beschränkt: zuerst Bedingungen akzeptieren</translation>
    </message>
    <message>
        <source>Name of the author</source>
        <translation>Name des Autors</translation>
    </message>
    <message>
        <source>The Hub&apos;s name of a licence</source>
        <translation>Name einer Lizenz auf dem Hub</translation>
    </message>
    <message>
        <source>Gated</source>
        <translation>Beschränkt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Quantisations of %1</source>
        <translation>Quantisierungen von %1</translation>
    </message>
    <message>
        <source>Quantisations of %1; click to search all models</source>
        <translation>Quantisierungen von %1; klicken, um alle Modelle zu durchsuchen</translation>
    </message>
    <message>
        <source>Leaves out what does not fit the library&apos;s disk or the memory. Sizes that are not known are estimated; what cannot be estimated stays.</source>
        <translation>Lässt aus, was nicht auf den Datenträger der Bibliothek oder in den Arbeitsspeicher passt. Unbekannte Größen werden geschätzt; was sich nicht schätzen lässt, bleibt.</translation>
    </message>
    <message>
        <source>%1 usable</source>
        <translation>%1 nutzbar</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundDetails</name>
    <message>
        <source>Choose a model to see what it offers.</source>
        <translation>Ein Modell wählen, um zu sehen, was es bietet.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Quantisations of this model</source>
        <translation>Quantisierungen dieses Modells</translation>
    </message>
    <message>
        <source>Quantisations of %1</source>
        <translation>Quantisierungen von %1</translation>
    </message>
    <message>
        <source>More by %1</source>
        <translation>Mehr von %1</translation>
    </message>
    <message>
        <source>Default branch</source>
        <translation>Standard-Branch</translation>
    </message>
    <message>
        <source>%1 (tag)</source>
        <translation>%1 (Tag)</translation>
    </message>
    <message numerus="yes">
        <source>%n more name(s) on its page</source>
        <translation>
            <numerusform>%n weiterer Name auf der Seite des Modells</numerusform>
            <numerusform>%n weitere Namen auf der Seite des Modells</numerusform>
        </translation>
    </message>
    <message>
        <source>Download · %1</source>
        <translation>Herunterladen · %1</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Show in my models</source>
        <translation>In meinen Modellen zeigen</translation>
    </message>
    <message>
        <source>Download these, too</source>
        <translation>Auch diese herunterladen</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>In der Liste</translation>
    </message>
    <message>
        <source>Add to list</source>
        <translation>Zur Liste</translation>
    </message>
    <message>
        <source>It is among your models</source>
        <translation>Ist schon unter meinen Modellen</translation>
    </message>
    <message>
        <source>Among your models, without a download</source>
        <translation>Unter meine Modelle, ohne Download</translation>
    </message>
    <message>
        <source>The whole model is chosen in its place.</source>
        <translation>Stattdessen ist das ganze Modell gewählt.</translation>
    </message>
    <message>
        <source>What suits best is chosen in its place.</source>
        <translation>Stattdessen ist gewählt, was am besten passt.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundFacts</name>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>All facts</source>
        <translation>Alle Angaben</translation>
    </message>
    <message>
        <source>%L1 tokens</source>
        <translation>%L1 Tokens</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundList</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundView</name>
    <message>
        <source>Models of the Hub</source>
        <translation>Modelle des Hubs</translation>
    </message>
    <message>
        <source>What the search has found; Enter shows details</source>
        <translation>Was die Suche gefunden hat; die Eingabetaste zeigt Details</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::GateBox</name>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Gated. Asking whether you have access…</source>
        <translation>Beschränkt. Der Zugang wird geprüft…</translation>
    </message>
    <message>
        <source>Gated; you have access.</source>
        <translation>Beschränkt; Zugang besteht.</translation>
    </message>
    <message>
        <source>Gated. This host does not tell whether you have access.</source>
        <translation>Beschränkt. Dieser Host sagt nicht, ob Zugang besteht.</translation>
    </message>
    <message>
        <source>Gated: sign in with an account that has accepted its terms.</source>
        <translation>Beschränkt: mit einem Konto anmelden, das die Bedingungen akzeptiert hat.</translation>
    </message>
    <message>
        <source>Gated: your account has not accepted its terms yet. They are on its page.</source>
        <translation>Beschränkt: Das Konto hat die Bedingungen noch nicht akzeptiert. Sie stehen auf der Seite des Modells.</translation>
    </message>
    <message>
        <source>Gated: its author has not answered your request yet.</source>
        <translation>Beschränkt: Der Autor hat die Anfrage noch nicht beantwortet.</translation>
    </message>
    <message>
        <source>Gated: its author has refused your request. It cannot be downloaded with this account.</source>
        <translation>Beschränkt: Der Autor hat die Anfrage abgelehnt. Mit diesem Konto kann das Modell nicht heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Gated: your token may not read such models. Sign in with one that may.</source>
        <translation>Beschränkt: Das Token darf solche Modelle nicht lesen. Mit einem anmelden, das es darf.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::HistoryPane</name>
    <message>
        <source>Show among my models</source>
        <translation>Unter meinen Modellen zeigen</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Clear failed</source>
        <translation>Fehlgeschlagene entfernen</translation>
    </message>
    <message>
        <source>What was received of them is kept</source>
        <translation>Bereits Empfangenes bleibt erhalten</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::HistoryRows</name>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 freed</source>
        <translation>%1 frei geworden</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::LibraryMenu</name>
    <message>
        <source>The move was stopped. The models are in both folders, and all are shown; moving again goes on.</source>
        <translation>Der Umzug wurde abgebrochen. Die Modelle liegen in beiden Ordnern, und alle werden angezeigt; erneutes Verschieben setzt ihn fort.</translation>
    </message>
    <message>
        <source>The library was not moved.</source>
        <translation>Die Bibliothek wurde nicht verschoben.</translation>
    </message>
    <message>
        <source>Download into another folder…</source>
        <translation>In anderen Ordner herunterladen…</translation>
    </message>
    <message>
        <source>Add library folder…</source>
        <translation>Bibliotheksordner hinzufügen…</translation>
    </message>
    <message>
        <source>Move library…</source>
        <translation>Bibliothek verschieben…</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>Bibliotheksordner</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>Ordner mit Modellen</translation>
    </message>
    <message>
        <source>Move the library to this folder</source>
        <translation>Bibliothek in diesen Ordner verschieben</translation>
    </message>
    <message>
        <source>Downloads go into</source>
        <translation>Download-Ziel</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (nicht verbunden)</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>All models of %1 move to %2. On another disk they are copied and checked before the originals go. Downloads pause meanwhile and go on there.</source>
        <translation>Alle Modelle aus %1 kommen nach %2. Auf einen anderen Datenträger werden sie kopiert und geprüft, bevor die Originale verschwinden. Downloads halten so lange an und gehen dort weiter.</translation>
    </message>
    <message>
        <source>Move the library?</source>
        <translation>Die Bibliothek verschieben?</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Moving the library: %1 of %2</source>
        <translation>Bibliothek wird verschoben: %1 von %2</translation>
    </message>
    <message>
        <source>Moving the library…</source>
        <translation>Bibliothek wird verschoben…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The library is %1 from now on.</source>
        <translation>Die Bibliothek ist von jetzt an %1.</translation>
    </message>
    <message>
        <source>Not all models moved to %1; the others are shown from where they are.</source>
        <translation>Nicht alle Modelle kamen nach %1; die anderen werden dort angezeigt, wo sie sind.</translation>
    </message>
    <message>
        <source>Downloads go into %1 from now on.</source>
        <translation>Downloads gehen ab jetzt in %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) that have begun go on into %1.</source>
        <translation>
            <numerusform>%n Download, der begonnen hat, geht in %1 weiter.</numerusform>
            <numerusform>%n Downloads, die begonnen haben, gehen in %1 weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>The models in %1 are still shown.</source>
        <translation>Die Modelle in %1 werden weiter gezeigt.</translation>
    </message>
    <message>
        <source>The models there are still shown.</source>
        <translation>Die Modelle dort werden weiter gezeigt.</translation>
    </message>
    <message>
        <source>%1 does not answer; its models are not shown.</source>
        <translation>%1 antwortet nicht; die Modelle dort werden nicht gezeigt.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::LibrarySettings</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Disk usage</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>What takes room, and what of it can go</source>
        <translation>Was Platz belegt und was davon weg kann</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Anzeigen…</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (nicht verbunden)</translation>
    </message>
    <message>
        <source>The library is being moved.</source>
        <translation>Die Bibliothek wird gerade verschoben.</translation>
    </message>
    <message>
        <source>Downloads go into</source>
        <translation>Download-Ziel</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Also shown</source>
        <translation>Auch angezeigt</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Take off the list: %1</source>
        <translation>Von der Liste nehmen: %1</translation>
    </message>
    <message>
        <source>Another folder with models</source>
        <translation>Weiterer Ordner mit Modellen</translation>
    </message>
    <message>
        <source>Its models are shown, too, and not fetched again</source>
        <translation>Seine Modelle werden auch angezeigt und nicht erneut geladen</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Move the library</source>
        <translation>Bibliothek verschieben</translation>
    </message>
    <message>
        <source>All models move to another folder or disk, checked before the originals go</source>
        <translation>Alle Modelle kommen in einen anderen Ordner oder auf einen anderen Datenträger; geprüft, bevor die Originale verschwinden</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Verschieben…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::LoginDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Token of %1, for private and gated models</source>
        <translation>Token von %1, für beschränkte und private Modelle</translation>
    </message>
    <message>
        <source>Get a token…</source>
        <translation>Token holen…</translation>
    </message>
    <message>
        <source>It is tried, then kept in the system&apos;s keychain and nowhere else.</source>
        <translation>Es wird ausprobiert, dann im Schlüsselbund des Systems aufbewahrt und sonst nirgends.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::MainWindow</name>
    <message>
        <source>Weightyard</source>
        <translation>Weightyard</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::MirrorTools</name>
    <message>
        <source>Fill a mirror</source>
        <translation>Spiegel füllen</translation>
    </message>
    <message>
        <source>Puts the large files of models that are here into a folder that any web server can give out. Other machines then fetch them from there.</source>
        <translation>Legt die großen Dateien vorhandener Modelle in einen Ordner, den jeder Webserver anbieten kann. Andere Rechner laden sie dann von dort.</translation>
    </message>
    <message>
        <source>Folder of the mirror</source>
        <translation>Ordner des Spiegels</translation>
    </message>
    <message>
        <source>Filling the mirror in %1…</source>
        <translation>Der Spiegel in %1 wird gefüllt…</translation>
    </message>
    <message>
        <source>Filling the mirror in %1: %2 of %3 models</source>
        <translation>Der Spiegel in %1 wird gefüllt: %2 von %3 Modellen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The mirror in %1 was not filled to the end. What is in it stays.</source>
        <translation>Der Spiegel in %1 wurde nicht bis zum Ende gefüllt. Was darin ist, bleibt.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are in the mirror %1; %2 were added.</source>
        <translation>
            <numerusform>%n Modell ist im Spiegel %1; %2 kamen hinzu.</numerusform>
            <numerusform>%n Modelle sind im Spiegel %1; %2 kamen hinzu.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: has to be taken over first</source>
        <translation>%1: muss zuerst übernommen werden</translation>
    </message>
    <message>
        <source>Others use it by the setting Mirrors: its address, followed by #static.</source>
        <translation>Andere nutzen ihn über die Einstellung „Spiegelserver“: seine Adresse, gefolgt von #static.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not go in.</source>
        <translation>
            <numerusform>%n Eintrag konnte nicht hinein.</numerusform>
            <numerusform>%n Einträge konnten nicht hinein.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelActions</name>
    <message numerus="yes">
        <source>There are updates for %n model(s).</source>
        <translation>
            <numerusform>Für %n Modell gibt es ein Update.</numerusform>
            <numerusform>Für %n Modelle gibt es Updates.</numerusform>
        </translation>
    </message>
    <message>
        <source>Update all</source>
        <translation>Alle aktualisieren</translation>
    </message>
    <message>
        <source>%1 was changed by hand since it was installed: what should be there is not known.</source>
        <translation>%1 wurde seit der Installation von Hand geändert: Was da sein sollte, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Nothing says what should be in %1.</source>
        <translation>Nichts sagt, was in %1 sein sollte.</translation>
    </message>
    <message>
        <source>%1 is incomplete: %2</source>
        <translation>%1 ist unvollständig: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 is as it was published: %n file(s), %2.</source>
        <translation>
            <numerusform>%1 ist, wie es veröffentlicht wurde: %n Datei, %2.</numerusform>
            <numerusform>%1 ist, wie es veröffentlicht wurde: %n Dateien, %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1 ist beschädigt: %2</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>%1 is up to date.</source>
        <translation>%1 ist aktuell.</translation>
    </message>
    <message>
        <source>%1 stays at %2, as it was asked for.</source>
        <translation>%1 bleibt bei %2, wie verlangt.</translation>
    </message>
    <message>
        <source>There is an update of %1.</source>
        <translation>Für %1 gibt es ein Update.</translation>
    </message>
    <message>
        <source>There is an update of %1: %2.</source>
        <translation>Für %1 gibt es ein Update: %2.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) could not be asked about.</source>
        <translation>
            <numerusform>Für %n Modell war keine Abfrage möglich.</numerusform>
            <numerusform>Für %n Modelle war keine Abfrage möglich.</numerusform>
        </translation>
    </message>
    <message>
        <source>All models are up to date.</source>
        <translation>Alle Modelle sind aktuell.</translation>
    </message>
    <message>
        <source>No update is known. “Check for updates” asks.</source>
        <translation>Kein Update bekannt. „Nach Updates suchen“ fragt nach.</translation>
    </message>
    <message>
        <source>Which files of %1 do you want?</source>
        <translation>Welche Dateien von %1 sollen gelten?</translation>
    </message>
    <message>
        <source>You changed %1, and so did the update. Yours stays in its place, or it goes aside with the previous version.</source>
        <translation>%1 wurde von Hand geändert und ebenso durch das Update. Die eigene Datei bleibt an ihrem Platz, oder sie wird mit der vorherigen Version beiseitegelegt.</translation>
    </message>
    <message>
        <source>Take the new ones</source>
        <translation>Die neuen nehmen</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Eigene behalten</translation>
    </message>
    <message>
        <source>%1 is back at commit %2.</source>
        <translation>%1 ist wieder auf Commit %2.</translation>
    </message>
    <message>
        <source>You changed %1 since the update. Yours stays in its place, or it goes aside with the version that is here now.</source>
        <translation>%1 wurde seit dem Update von Hand geändert. Die eigene Datei bleibt an ihrem Platz, oder sie wird mit der jetzigen Version beiseitegelegt.</translation>
    </message>
    <message>
        <source>Take the old ones</source>
        <translation>Die alten nehmen</translation>
    </message>
    <message>
        <source>%1 is now in %2 too, a copy of %3.</source>
        <translation>%1 ist jetzt auch in %2, als Kopie von %3.</translation>
    </message>
    <message>
        <source>%1 is now in %2 too, and takes no room there.</source>
        <translation>%1 ist jetzt auch in %2 und belegt dort keinen Platz.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Copy %1?</source>
        <translation>%1 kopieren?</translation>
    </message>
    <message>
        <source>That folder is on another disk, where a copy takes %1.</source>
        <translation>Jener Ordner liegt auf einem anderen Datenträger, wo eine Kopie %1 belegt.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>%1 is no longer shared.</source>
        <translation>%1 ist nicht mehr geteilt.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stay: changed since, or in use by another program.</source>
        <translation>
            <numerusform>%n Datei bleibt: inzwischen geändert oder von einem anderen Programm benutzt.</numerusform>
            <numerusform>%n Dateien bleiben: inzwischen geändert oder von einem anderen Programm benutzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is on a branch that its host does not have: %2.</source>
        <translation>%1 ist auf einem Branch, den der Host nicht hat: %2.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelFilter</name>
    <message>
        <source>%1, sorted, ascending</source>
        <translation>%1, sortiert, aufsteigend</translation>
    </message>
    <message>
        <source>%1, sorted, descending</source>
        <translation>%1, sortiert, absteigend</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelView</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Families and their models; the space bar ticks, Enter shows details, Shift and Ctrl choose several</source>
        <translation>Familien und ihre Modelle; die Leertaste kreuzt an, die Eingabetaste zeigt Details, Umschalt und Strg wählen mehrere</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelsPane</name>
    <message>
        <source>Reading the catalogue…</source>
        <translation>Der Katalog wird gelesen…</translation>
    </message>
    <message>
        <source>No model matches “%1”.</source>
        <translation>Kein Modell passt zu „%1“.</translation>
    </message>
    <message>
        <source>No model is in this state.</source>
        <translation>Kein Modell ist in diesem Zustand.</translation>
    </message>
    <message>
        <source>Ask the Hub for “%1”</source>
        <translation>Hub nach „%1“ fragen</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>%1 selected (%2 hidden)</source>
        <translation>%1 ausgewählt (%2 ausgeblendet)</translation>
    </message>
    <message>
        <source>No model in this state matches “%1”.</source>
        <translation>Kein Modell in diesem Zustand passt zu „%1“.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n of other states</source>
        <translation>
            <numerusform>%n in anderem Zustand zeigen</numerusform>
            <numerusform>%n in anderen Zuständen zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::NetworkSettingsPage</name>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Mirrors</source>
        <translation>Spiegelserver</translation>
    </message>
    <message>
        <source>Mirrors of large files</source>
        <translation>Spiegelserver für große Dateien</translation>
    </message>
    <message>
        <source>Asked in this order before their host, one address a line. Behind an address: #static for a folder that any web server gives out, #token for one that may have your token</source>
        <translation>In dieser Reihenfolge vor dem Host der Dateien gefragt, eine Adresse pro Zeile. Hinter einer Adresse: #static für einen Ordner, den ein beliebiger Webserver ausliefert, #token für einen, der das Token bekommen darf</translation>
    </message>
    <message>
        <source>None: neither git&apos;s http.proxy nor https_proxy names one for %1</source>
        <translation>Keiner: weder Gits http.proxy noch https_proxy nennt einen für %1</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Connection to %1</source>
        <translation>Verbindung zu %1</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Noch nicht versucht</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Versuchen</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Läuft…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::PathLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::PickTabs</name>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Files %L1</source>
        <translation>Dateien %L1</translation>
    </message>
    <message>
        <source>Without doubles</source>
        <translation>Ohne Doppelte</translation>
    </message>
    <message>
        <source>the same weights once</source>
        <translation>dieselben Gewichte nur einmal</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>the whole repository</source>
        <translation>das ganze Repository</translation>
    </message>
    <message>
        <source>Variants %L1</source>
        <translation>Varianten %L1</translation>
    </message>
    <message>
        <source>a branch</source>
        <translation>ein Branch</translation>
    </message>
    <message>
        <source>a branch · %1</source>
        <translation>ein Branch · %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::PlaceActions</name>
    <message numerus="yes">
        <source>Open %n page(s)?</source>
        <translation>
            <numerusform>%n Seite öffnen?</numerusform>
            <numerusform>%n Seiten öffnen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n terminal(s)?</source>
        <translation>
            <numerusform>%n Terminal öffnen?</numerusform>
            <numerusform>%n Terminals öffnen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n folder(s)?</source>
        <translation>
            <numerusform>%n Ordner öffnen?</numerusform>
            <numerusform>%n Ordner öffnen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Each of them opens a window of its own, or a tab.</source>
        <translation>Für jedes öffnet sich ein eigenes Fenster oder ein Tab.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>No address is known.</source>
        <translation>Keine Adresse ist bekannt.</translation>
    </message>
    <message>
        <source>%1 is on the clipboard.</source>
        <translation>%1 ist in der Zwischenablage.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are on the clipboard.</source>
        <translation>
            <numerusform>%n Zeile ist in der Zwischenablage.</numerusform>
            <numerusform>%n Zeilen sind in der Zwischenablage.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueueNotices</name>
    <message>
        <source>%1 was not downloaded</source>
        <translation>%1 wurde nicht heruntergeladen</translation>
    </message>
    <message>
        <source>%1 waits</source>
        <translation>%1 wartet</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) downloaded</source>
        <translation>
            <numerusform>%n Modell heruntergeladen</numerusform>
            <numerusform>%n Modelle heruntergeladen</numerusform>
        </translation>
    </message>
    <message>
        <source>What you chose follows in a minute. A click here shows the window.</source>
        <translation>Das Gewählte folgt in einer Minute. Ein Klick hier zeigt das Fenster.</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) failed</source>
        <translation>
            <numerusform>%n Download fehlgeschlagen</numerusform>
            <numerusform>%n Downloads fehlgeschlagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueuePane</name>
    <message>
        <source>Starts it, whatever else runs</source>
        <translation>Startet ihn, was auch sonst läuft</translation>
    </message>
    <message>
        <source>Keeps what was received (space bar)</source>
        <translation>Behält das Empfangene (Leertaste)</translation>
    </message>
    <message>
        <source>Goes on where it stopped (space bar)</source>
        <translation>Geht weiter, wo er aufhörte (Leertaste)</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Before the one above (Alt+Up; Alt+Home: to the top)</source>
        <translation>Vor den darüber (Alt+Auf; Alt+Pos1: ganz nach oben)</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Behind the one below (Alt+Down; Alt+End: to the end)</source>
        <translation>Hinter den darunter (Alt+Ab; Alt+Ende: ganz ans Ende)</translation>
    </message>
    <message>
        <source>Asks first (Del)</source>
        <translation>Fragt zuerst (Entf)</translation>
    </message>
    <message>
        <source>Nothing is on its way. Tick models and download them: they queue up here.</source>
        <translation>Nichts unterwegs. Modelle ankreuzen und herunterladen: Hier reihen sie sich ein.</translation>
    </message>
    <message>
        <source>To the top</source>
        <translation>Ganz nach oben</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Ganz ans Ende</translation>
    </message>
    <message>
        <source>Show among my models</source>
        <translation>Unter meinen Modellen zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is on its way. %n download(s) failed: try again from the history.</source>
        <translation>
            <numerusform>Nichts unterwegs. %n Download ist fehlgeschlagen: im Verlauf noch einmal versuchen.</numerusform>
            <numerusform>Nichts unterwegs. %n Downloads sind fehlgeschlagen: im Verlauf noch einmal versuchen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueueRows</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueueView</name>
    <message>
        <source>Downloads in their order</source>
        <translation>Downloads in ihrer Reihenfolge</translation>
    </message>
    <message>
        <source>Alt and an arrow key moves, the space bar pauses and resumes</source>
        <translation>Alt und eine Pfeiltaste verschiebt, die Leertaste hält an und setzt fort</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::RateGraph</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Messwert</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>Nichts bewegt sich</translation>
    </message>
    <message>
        <source>peak %1 · mean %2</source>
        <translation>Spitze %1 · Mittel %2</translation>
    </message>
    <message>
        <source>%1 now</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>%1, peak %2, mean %3, last %4</source>
        <translation>%1, Spitze %2, Mittel %3, letzte %4</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::RateSpark</name>
    <message>
        <source>Rate</source>
        <translation>Tempo</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ReadmeView</name>
    <message>
        <source>README of the model</source>
        <translation>README des Modells</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::RowTreeModel</name>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Also here</source>
        <translation>Auch lokal</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <translation>%1 von %2 lokal</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ScriptTools</name>
    <message>
        <source>Open download scripts…</source>
        <translation>Download-Skripte öffnen…</translation>
    </message>
    <message>
        <source>Folder with download scripts</source>
        <translation>Ordner mit Download-Skripten</translation>
    </message>
    <message>
        <source>Close scripts</source>
        <translation>Skripte schließen</translation>
    </message>
    <message>
        <source>Convert scripts…</source>
        <translation>Skripte umwandeln…</translation>
    </message>
    <message>
        <source>Export download scripts…</source>
        <translation>Download-Skripte exportieren…</translation>
    </message>
    <message>
        <source>Export catalogue…</source>
        <translation>Katalog exportieren…</translation>
    </message>
    <message>
        <source>%1 is closed. No file in it was touched.</source>
        <translation>%1 ist geschlossen. Keine Datei darin wurde angetastet.</translation>
    </message>
    <message>
        <source>Reading the scripts in %1…</source>
        <translation>Die Skripte in %1 werden gelesen…</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n model(s), here already: %2.</source>
        <translation>
            <numerusform>%1: %n Modell, schon lokal: %2.</numerusform>
            <numerusform>%1: %n Modelle, schon lokal: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) could not be read for sure.</source>
        <translation>
            <numerusform>%n Skript konnte nicht sicher gelesen werden.</numerusform>
            <numerusform>%n Skripte konnten nicht sicher gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Download scripts</source>
        <translation>Download-Skripte</translation>
    </message>
    <message>
        <source>Export download scripts</source>
        <translation>Download-Skripte exportieren</translation>
    </message>
    <message>
        <source>Scripts that get models on a machine without Weightyard. They need git and git-lfs.</source>
        <translation>Skripte, die Modelle auf einem Rechner ohne Weightyard laden. Sie brauchen git und git-lfs.</translation>
    </message>
    <message>
        <source>Folder for the scripts</source>
        <translation>Ordner für die Skripte</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>%n Datei nach %1 geschrieben.</numerusform>
            <numerusform>%n Dateien nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export catalogue</source>
        <translation>Katalog exportieren</translation>
    </message>
    <message>
        <source>A catalogue file that names a commit for each model, so that every machine gets the same bytes.</source>
        <translation>Eine Katalogdatei, die für jedes Modell einen Commit nennt, damit jeder Rechner dieselben Bytes bekommt.</translation>
    </message>
    <message>
        <source>Catalogue file</source>
        <translation>Katalogdatei</translation>
    </message>
    <message numerus="yes">
        <source>Asking for the commits of %n model(s)…</source>
        <translation>
            <numerusform>Der Commit von %n Modell wird erfragt…</numerusform>
            <numerusform>Die Commits von %n Modellen werden erfragt…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) written to %1.</source>
        <translation>
            <numerusform>%n Modell nach %1 geschrieben.</numerusform>
            <numerusform>%n Modelle nach %1 geschrieben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SearchBar</name>
    <message>
        <source>Search the Hub</source>
        <translation>Hub durchsuchen</translation>
    </message>
    <message>
        <source>Words of a model&apos;s name, OWNER/NAME, or the address of its page</source>
        <translation>Wörter aus dem Namen eines Modells, OWNER/NAME oder die Adresse seiner Seite</translation>
    </message>
    <message>
        <source>How what is found is sorted</source>
        <translation>Wie das Gefundene sortiert wird</translation>
    </message>
    <message>
        <source>Sort: %1 ▾</source>
        <translation>Sortierung: %1 ▾</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SearchField</name>
    <message>
        <source>Search models</source>
        <translation>Modelle suchen</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SettingRow</name>
    <message>
        <source>%1, bytes a second</source>
        <translation>%1, Byte pro Sekunde</translation>
    </message>
    <message>
        <source>Restore default of: %1</source>
        <translation>Standard wiederherstellen für: %1</translation>
    </message>
    <message>
        <source>Restore default: %1</source>
        <translation>Standard wiederherstellen: %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>No setting matches.</source>
        <translation>Keine Einstellung passt.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SeveralActions</name>
    <message numerus="yes">
        <source>%n other model(s) failed, too.</source>
        <translation>
            <numerusform>%n weiteres Modell ist auch fehlgeschlagen.</numerusform>
            <numerusform>%n weitere Modelle sind auch fehlgeschlagen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are damaged: %1.</source>
        <translation>
            <numerusform>%n Modell ist beschädigt: %1.</numerusform>
            <numerusform>%n Modelle sind beschädigt: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>What should be in %1 is not known.</source>
        <translation>Was in %1 sein sollte, ist nicht bekannt.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are as they were published, %1.</source>
        <translation>
            <numerusform>%n Modell ist, wie es veröffentlicht wurde, %1.</numerusform>
            <numerusform>%n Modelle sind, wie sie veröffentlicht wurden, %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message numerus="yes">
        <source>There are updates for %n model(s).</source>
        <translation>
            <numerusform>Für %n Modell gibt es ein Update.</numerusform>
            <numerusform>Für %n Modelle gibt es Updates.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) could not be asked about.</source>
        <translation>
            <numerusform>Für %n Modell war keine Abfrage möglich.</numerusform>
            <numerusform>Für %n Modelle war keine Abfrage möglich.</numerusform>
        </translation>
    </message>
    <message>
        <source>The chosen models are up to date.</source>
        <translation>Die gewählten Modelle sind aktuell.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are shared now, copies of %1.</source>
        <translation>
            <numerusform>%n Modell ist jetzt geteilt, eine Kopie von %1.</numerusform>
            <numerusform>%n Modelle sind jetzt geteilt, Kopien von %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are shared now, and take no room there.</source>
        <translation>
            <numerusform>%n Modell ist jetzt geteilt und belegt dort keinen Platz.</numerusform>
            <numerusform>%n Modelle sind jetzt geteilt und belegen dort keinen Platz.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n model(s)?</source>
        <translation>
            <numerusform>%n Modell kopieren?</numerusform>
            <numerusform>%n Modelle kopieren?</numerusform>
        </translation>
    </message>
    <message>
        <source>That folder is on another disk, where the copies take %1.</source>
        <translation>Jener Ordner liegt auf einem anderen Datenträger, wo die Kopien %1 belegen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are no longer shared.</source>
        <translation>
            <numerusform>%n Modell ist nicht mehr geteilt.</numerusform>
            <numerusform>%n Modelle sind nicht mehr geteilt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SeveralPanel</name>
    <message>
        <source>Chosen models</source>
        <translation>Gewählte Modelle</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ShareBar</name>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SignIn</name>
    <message>
        <source>Signed in to %1 as %2.</source>
        <translation>Bei %1 als %2 angemeldet.</translation>
    </message>
    <message>
        <source>Signed out of %1.</source>
        <translation>Von %1 abgemeldet.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::StayAwake</name>
    <message>
        <source>Models are being downloaded</source>
        <translation>Modelle werden heruntergeladen</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Toolbar</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>My models</source>
        <translation>Meine Modelle</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Stöbern</translation>
    </message>
    <message>
        <source>Finds models of the Hub</source>
        <translation>Findet Modelle des Hubs</translation>
    </message>
    <message>
        <source>Download selected</source>
        <translation>Auswahl herunterladen</translation>
    </message>
    <message>
        <source>Download %1 selected</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>Download all</source>
        <translation>Alle herunterladen</translation>
    </message>
    <message>
        <source>Downloads · %L1</source>
        <translation>Downloads · %L1</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>↓ Selected</source>
        <translation>↓ Auswahl</translation>
    </message>
    <message>
        <source>↓ %1 selected</source>
        <translation>↓ %1 ausgewählt</translation>
    </message>
    <message>
        <source>↓ All</source>
        <translation>↓ Alle</translation>
    </message>
    <message>
        <source>What is on its way, in which order, and how fast (Ctrl+J)</source>
        <translation>Was unterwegs ist, in welcher Reihenfolge und wie schnell (Strg+J)</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::TotalBar</name>
    <message>
        <source>Nothing to do. Tick what you want.</source>
        <translation>Nichts zu tun. Gewünschtes ankreuzen.</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>Limit %1</translation>
    </message>
    <message>
        <source>%1 paused</source>
        <translation>%1 angehalten</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) selected.</source>
        <translation>
            <numerusform>%n Modell ausgewählt.</numerusform>
            <numerusform>%n Modelle ausgewählt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Tray</name>
    <message>
        <source>Show window</source>
        <translation>Fenster anzeigen</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) paused</source>
        <translation>
            <numerusform>%n Download angehalten</numerusform>
            <numerusform>%n Downloads angehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Troubles</name>
    <message>
        <source>The models that you added could not be kept.</source>
        <translation>Die hinzugefügten Modelle konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The settings could not be kept.</source>
        <translation>Die Einstellungen konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The hub did not tell about %1.</source>
        <translation>Der Hub gab keine Auskunft über %1.</translation>
    </message>
    <message>
        <source>A catalogue was left out. %1</source>
        <translation>Ein Katalog wurde ausgelassen. %1</translation>
    </message>
    <message>
        <source>The list of downloads could not be kept.</source>
        <translation>Die Liste der Downloads konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>What was received of %1 could not be deleted.</source>
        <translation>Was von %1 empfangen wurde, konnte nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>The library could not be read.</source>
        <translation>Die Bibliothek konnte nicht gelesen werden.</translation>
    </message>
    <message numerus="yes">
        <source>What is known of %n model(s) could not be read.</source>
        <translation>
            <numerusform>Was über %n Modell bekannt ist, konnte nicht gelesen werden.</numerusform>
            <numerusform>Was über %n Modelle bekannt ist, konnte nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The selection needs %1; %2 can be used on this disk.</source>
        <translation>Die Auswahl braucht %1; %2 sind auf diesem Datenträger nutzbar.</translation>
    </message>
    <message>
        <source>Select what fits</source>
        <translation>Auswählen, was passt</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>The history of downloads could not be kept.</source>
        <translation>Der Verlauf der Downloads konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Anderen Ordner wählen</translation>
    </message>
    <message>
        <source>What is here can be used; downloads go on by themselves once it answers.</source>
        <translation>Was lokal ist, lässt sich nutzen; Downloads gehen von selbst weiter, sobald er antwortet.</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::UseDialog</name>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>Der Ordner wird angesehen…</translation>
    </message>
    <message>
        <source>No command is known for the files that are here. Ready lines are made for mlx-lm, transformers and llama.cpp.</source>
        <translation>Für die Dateien, die hier sind, ist kein Befehl bekannt. Fertige Zeilen gibt es für mlx-lm, transformers und llama.cpp.</translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>und noch %n</numerusform>
            <numerusform>und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>in a terminal</source>
        <translation>im Terminal</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the line for %1</source>
        <translation>Die Zeile für %1 kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::VariantList</name>
    <message>
        <source>best fit</source>
        <translation>beste Wahl</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>What can be downloaded of this model; the space bar chooses</source>
        <translation>Was von diesem Modell heruntergeladen werden kann; die Leertaste wählt</translation>
    </message>
    <message>
        <source>is here</source>
        <translation>lokal</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WelcomeCard</name>
    <message>
        <source>Welcome to Weightyard</source>
        <translation>Willkommen bei Weightyard</translation>
    </message>
    <message>
        <source>Tick models and download them: every byte is checked, and what is interrupted goes on where it stopped.</source>
        <translation>Modelle ankreuzen und herunterladen: Jedes Byte wird geprüft, und Unterbrochenes geht weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen…</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Models go into %1 · %2 free</source>
        <translation>Modelle kommen nach %1 · %2 frei</translation>
    </message>
    <message>
        <source>Models go into %1</source>
        <translation>Modelle kommen nach %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WindowMenu</name>
    <message>
        <source>Add model…</source>
        <translation>Modell hinzufügen…</translation>
    </message>
    <message>
        <source>Show more models</source>
        <translation>Mehr Modelle anzeigen</translation>
    </message>
    <message>
        <source>Ask the hub for exact sizes</source>
        <translation>Hub nach genauen Größen fragen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu einlesen</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details anzeigen</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>About Weightyard</source>
        <translation>Über Weightyard</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WindowSettings</name>
    <message>
        <source>Weightyard %1 is published; this is %2.</source>
        <translation>Weightyard %1 ist erschienen; dies ist %2.</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Was neu ist</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WindowTools</name>
    <message>
        <source>Take over models…</source>
        <translation>Modelle übernehmen…</translation>
    </message>
    <message>
        <source>Disk usage…</source>
        <translation>Speicherplatz…</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>Nach Updates suchen</translation>
    </message>
    <message>
        <source>Update all</source>
        <translation>Alle aktualisieren</translation>
    </message>
    <message>
        <source>Update all · %1</source>
        <translation>Alle aktualisieren · %1</translation>
    </message>
    <message>
        <source>Fill a mirror…</source>
        <translation>Spiegel füllen…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WorkTabs</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
</context>
</TS>
