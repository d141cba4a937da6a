<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message numerus="yes">
        <source>: %1 fetched, %n object(s) verified</source>
        <translation>
            <numerusform>: %1 fetched, %n object verified</numerusform>
            <numerusform>: %1 fetched, %n objects verified</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsText</name>
    <message numerus="yes">
        <source>%1 in %n file(s).</source>
        <translation>
            <numerusform>%1 in %n file.</numerusform>
            <numerusform>%1 in %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %1 in %n other file(s).</source>
        <translation>
            <numerusform>Left out: %1 in %n other file.</numerusform>
            <numerusform>Left out: %1 in %n other files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoundText</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message numerus="yes">
        <source>Partial by your settings: lfs.fetchinclude or lfs.fetchexclude leave %n file(s) as pointer(s).</source>
        <translation>
            <numerusform>Partial by your settings: lfs.fetchinclude or lfs.fetchexclude leave %n file as a pointer.</numerusform>
            <numerusform>Partial by your settings: lfs.fetchinclude or lfs.fetchexclude leave %n files as pointers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of a format that runs code when it is loaded: %1.</source>
        <translation>
            <numerusform>%n file of a format that runs code when it is loaded: %1.</numerusform>
            <numerusform>%n files of a format that runs code when it is loaded: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n variant(s) are downloaded, %1 with everything else: %2.</source>
        <translation>
            <numerusform>%n variant is downloaded, %1 with everything else: %2.</numerusform>
            <numerusform>%n variants are downloaded, %1 with everything else: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of the model were changed since, and stay as they are: %1.</source>
        <translation>
            <numerusform>%n file of the model was changed since, and stays as it is: %1.</numerusform>
            <numerusform>%n files of the model were changed since, and stay as they are: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemovalQuestion</name>
    <message numerus="yes">
        <source>%n file(s) in %1. Deleting them frees %2.</source>
        <translation>
            <numerusform>%n file in %1. Deleting it frees %2.</numerusform>
            <numerusform>%n files in %1. Deleting them frees %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the model&apos;s stay: %1</source>
        <translation>
            <numerusform>%n file that is not the model&apos;s stays: %1</numerusform>
            <numerusform>%n files that are not the model&apos;s stay: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n model(s)?</source>
        <translation>
            <numerusform>Delete %n model?</numerusform>
            <numerusform>Delete %n models?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are in the trash. That frees their room once the trash is emptied.</source>
        <translation>
            <numerusform>%n model is in the trash. That frees its room once the trash is emptied.</numerusform>
            <numerusform>%n models are in the trash. That frees their room once the trash is emptied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), %2</source>
        <translation>
            <numerusform>%1: %n file, %2</numerusform>
            <numerusform>%1: %n files, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s), %1</source>
        <translation>
            <numerusform>and %n other, %1</numerusform>
            <numerusform>and %n others, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the models&apos; stay: %1</source>
        <translation>
            <numerusform>%n file that is not the models&apos; stays: %1</numerusform>
            <numerusform>%n files that are not the models&apos; stay: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other model(s) failed, too.</source>
        <translation>
            <numerusform>%n other model failed, too.</numerusform>
            <numerusform>%n other models failed, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen model(s) are left out: they are not here, or Weightyard did not put them there.</source>
        <translation>
            <numerusform>%n chosen model is left out: it is not here, or Weightyard did not put it there.</numerusform>
            <numerusform>%n chosen models are left out: they are not here, or Weightyard did not put them there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %n model(s)?</source>
        <translation>
            <numerusform>Forget %n model?</numerusform>
            <numerusform>Forget %n models?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowText</name>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n file, %1</numerusform>
            <numerusform>%n files, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchMessage</name>
    <message numerus="yes">
        <source>%n model(s) are left out.</source>
        <translation>
            <numerusform>%n model is left out.</numerusform>
            <numerusform>%n models are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n do not fit this machine</source>
        <translation>
            <numerusform>%n does not fit this machine</numerusform>
            <numerusform>%n do not fit this machine</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeveralRows</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) chosen</source>
        <translation>
            <numerusform>%n model chosen</numerusform>
            <numerusform>%n models chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 of %n model</numerusform>
            <numerusform>%1 of %n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), %2, in %3</source>
        <translation>
            <numerusform>%1: %n file, %2, in %3</numerusform>
            <numerusform>%1: %n files, %2, in %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s) added, %2</source>
        <translation>
            <numerusform>%1: %n object added, %2</numerusform>
            <numerusform>%1: %n objects added, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s) added, %2, without taking room</source>
        <translation>
            <numerusform>%1: %n object added, %2, without taking room</numerusform>
            <numerusform>%1: %n objects added, %2, without taking room</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s), %2, would be added</source>
        <translation>
            <numerusform>%1: %n object, %2, would be added</numerusform>
            <numerusform>%1: %n objects, %2, would be added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: all of %n object(s) are there</source>
        <translation>
            <numerusform>%1: its %n object is there</numerusform>
            <numerusform>%1: all of %n objects are there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of commit %1, %2</source>
        <translation>
            <numerusform>%n file of commit %1, %2</numerusform>
            <numerusform>%n files of commit %1, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the model&apos;s stay: %1</source>
        <translation>
            <numerusform>%n file that is not the model&apos;s stays: %1</numerusform>
            <numerusform>%n files that are not the model&apos;s stay: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1, elsewhere</source>
        <translation>
            <numerusform>%n model, %1, elsewhere</numerusform>
            <numerusform>%n models, %1, elsewhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1, in %2</source>
        <translation>
            <numerusform>%n model, %1, in %2</numerusform>
            <numerusform>%n models, %1, in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 here, %3 to get.</source>
        <translation>
            <numerusform>%n model, %1; %2 here, %3 to get.</numerusform>
            <numerusform>%n models, %1; %2 here, %3 to get.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 to get, %3 free for it in %4.</source>
        <translation>
            <numerusform>%n model, %1; %2 to get, %3 free for it in %4.</numerusform>
            <numerusform>%n models, %1; %2 to get, %3 free for it in %4.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s): %1 downloaded, %2 already here, %3 failed, %4 stopped</source>
        <translation>
            <numerusform>%n model: %1 downloaded, %2 already here, %3 failed, %4 stopped</numerusform>
            <numerusform>%n models: %1 downloaded, %2 already here, %3 failed, %4 stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more file(s)</source>
        <translation>
            <numerusform>%n more file</numerusform>
            <numerusform>%n more files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clean %n place(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>Clean %n place? That frees %1. [y/N] </numerusform>
            <numerusform>Clean %n places? That frees %1. [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n model(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>Delete %n model? That frees %1. [y/N] </numerusform>
            <numerusform>Delete %n models? That frees %1. [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stay: changed since, or in use by another program.</source>
        <translation>
            <numerusform>%n file stays: changed since, or in use by another program.</numerusform>
            <numerusform>%n files stay: changed since, or in use by another program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: newer, %n file(s), %2, commit %3</source>
        <translation>
            <numerusform>%1: newer, %n file, %2, commit %3</numerusform>
            <numerusform>%1: newer, %n files, %2, commit %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It fits without %n model(s) of unknown size.</source>
        <translation>
            <numerusform>It fits without %n model of unknown size.</numerusform>
            <numerusform>It fits without %n models of unknown size.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n model(s) to the trash? That frees nothing yet. [y/N] </source>
        <translation>
            <numerusform>Move %n model to the trash? That frees nothing yet. [y/N] </numerusform>
            <numerusform>Move %n models to the trash? That frees nothing yet. [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1.</source>
        <translation>
            <numerusform>%n file, %1.</numerusform>
            <numerusform>%n files, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n other(s)</source>
        <translation>
            <numerusform> and %n other</numerusform>
            <numerusform> and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n file(s))</source>
        <translation>
            <numerusform>%1 (%n file)</numerusform>
            <numerusform>%1 (%n files)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>Delete %n file? That frees %1. [y/N] </numerusform>
            <numerusform>Delete %n files? That frees %1. [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 to get.</source>
        <translation>
            <numerusform>%n model, %1; %2 to get.</numerusform>
            <numerusform>%n models, %1; %2 to get.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The size of %n is not known yet.</source>
        <translation>
            <numerusform>The size of %n is not known yet.</numerusform>
            <numerusform>The sizes of %n are not known yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: the script gets %n of its files, at commit %2.</source>
        <translation>
            <numerusform>%1: the script gets %n file of it, at commit %2.</numerusform>
            <numerusform>%1: the script gets %n of its files, at commit %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) in these scripts are not sure. This names them:</source>
        <translation>
            <numerusform>%n place in these scripts is not sure. This names it:</numerusform>
            <numerusform>%n places in these scripts are not sure. This names them:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %n model(s)? The files stay. [y/N] </source>
        <translation>
            <numerusform>Forget %n model? Its files stay. [y/N] </numerusform>
            <numerusform>Forget %n models? Their files stay. [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), of a size that is not known; %1 free in %2.</source>
        <translation>
            <numerusform>%n model, of a size that is not known; %1 free in %2.</numerusform>
            <numerusform>%n models, of a size that is not known; %1 free in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), of a size that is not known yet; %1 here.</source>
        <translation>
            <numerusform>%n model, of a size that is not known yet; %1 here.</numerusform>
            <numerusform>%n models, of a size that is not known yet; %1 here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) changed by you: %1</source>
        <translation>
            <numerusform>%n file changed by you: %1</numerusform>
            <numerusform>%n files changed by you: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n download</numerusform>
            <numerusform>%n downloads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AdoptDialog</name>
    <message numerus="yes">
        <source>Take over %n model(s)</source>
        <translation>
            <numerusform>Take over %n model</numerusform>
            <numerusform>Take over %n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) taken over.</source>
        <translation>
            <numerusform>%n model taken over.</numerusform>
            <numerusform>%n models taken over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>%n file missing</numerusform>
            <numerusform>%n files missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) different</source>
        <translation>
            <numerusform>%n file different</numerusform>
            <numerusform>%n files different</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AfterQueue</name>
    <message numerus="yes">
        <source>All downloads have ended. Weightyard quits in %n second(s).</source>
        <translation>
            <numerusform>All downloads have ended. Weightyard quits in %n second.</numerusform>
            <numerusform>All downloads have ended. Weightyard quits in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. This computer goes to sleep in %n second(s).</source>
        <translation>
            <numerusform>All downloads have ended. This computer goes to sleep in %n second.</numerusform>
            <numerusform>All downloads have ended. This computer goes to sleep in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. This computer shuts down in %n second(s).</source>
        <translation>
            <numerusform>All downloads have ended. This computer shuts down in %n second.</numerusform>
            <numerusform>All downloads have ended. This computer shuts down in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. Your command runs in %n second(s).</source>
        <translation>
            <numerusform>All downloads have ended. Your command runs in %n second.</numerusform>
            <numerusform>All downloads have ended. Your command runs in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ConvertDialog</name>
    <message numerus="yes">
        <source>%n script(s) can be converted. The originals stay beside them as *.bak.</source>
        <translation>
            <numerusform>%n script can be converted. The original stays beside it as *.bak.</numerusform>
            <numerusform>%n scripts can be converted. The originals stay beside them as *.bak.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) converted.</source>
        <translation>
            <numerusform>%n script converted.</numerusform>
            <numerusform>%n scripts converted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) restored.</source>
        <translation>
            <numerusform>%n script restored.</numerusform>
            <numerusform>%n scripts restored.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskBand</name>
    <message numerus="yes">
        <source>%1 in %n clone(s):</source>
        <translation>
            <numerusform>%1 in %n clone:</numerusform>
            <numerusform>%1 in %n clones:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskDialog</name>
    <message numerus="yes">
        <source>of %n model(s)</source>
        <translation>
            <numerusform>of %n model</numerusform>
            <numerusform>of %n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n go(es) on in the window and stay(s)</source>
        <translation>
            <numerusform>%n goes on in the window and stays</numerusform>
            <numerusform>%n go on in the window and stay</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DownloadActions</name>
    <message numerus="yes">
        <source>%n model(s), %1 to fetch. %2 can be used on this disk.</source>
        <translation>
            <numerusform>%n model, %1 to fetch. %2 can be used on this disk.</numerusform>
            <numerusform>%n models, %1 to fetch. %2 can be used on this disk.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That is too little for all of them; %n of them fit(s).</source>
        <translation>
            <numerusform>That is too little for all of them; %n of them fits.</numerusform>
            <numerusform>That is too little for all of them; %n of them fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %1 and %n other(s).</source>
        <translation>
            <numerusform>Left out: %1 and %n other.</numerusform>
            <numerusform>Left out: %1 and %n others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n download(s)?</source>
        <translation>
            <numerusform>Discard %n download?</numerusform>
            <numerusform>Discard %n downloads?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ExportDialog</name>
    <message numerus="yes">
        <source>The %n model(s) that are ticked</source>
        <translation>
            <numerusform>The %n model that is ticked</numerusform>
            <numerusform>The %n models that are ticked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n model(s) that are here</source>
        <translation>
            <numerusform>The %n model that is here</numerusform>
            <numerusform>The %n models that are here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n model(s) of the list</source>
        <translation>
            <numerusform>The %n model of the list</numerusform>
            <numerusform>All %n models of the list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FilePicker</name>
    <message numerus="yes">
        <source>%n more variant(s) on their page</source>
        <translation>
            <numerusform>%n more variant on their page</numerusform>
            <numerusform>%n more variants on their page</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileTreeModel</name>
    <message numerus="yes">
        <source>folder with %n file(s)</source>
        <translation>
            <numerusform>folder with %n file</numerusform>
            <numerusform>folder with %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundDetails</name>
    <message numerus="yes">
        <source>%n more name(s) on its page</source>
        <translation>
            <numerusform>%n more name on its page</numerusform>
            <numerusform>%n more names on its page</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::LibraryMenu</name>
    <message numerus="yes">
        <source>%n download(s) that have begun go on into %1.</source>
        <translation>
            <numerusform>%n download that has begun goes on into %1.</numerusform>
            <numerusform>%n downloads that have begun go on into %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::MirrorTools</name>
    <message numerus="yes">
        <source>%n model(s) are in the mirror %1; %2 were added.</source>
        <translation>
            <numerusform>%n model is in the mirror %1; %2 were added.</numerusform>
            <numerusform>%n models are in the mirror %1; %2 were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not go in.</source>
        <translation>
            <numerusform>%n item could not go in.</numerusform>
            <numerusform>%n items could not go in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelActions</name>
    <message numerus="yes">
        <source>There are updates for %n model(s).</source>
        <translation>
            <numerusform>There is an update for %n model.</numerusform>
            <numerusform>There are updates for %n models.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is as it was published: %n file(s), %2.</source>
        <translation>
            <numerusform>%1 is as it was published: %n file, %2.</numerusform>
            <numerusform>%1 is as it was published: %n files, %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) could not be asked about.</source>
        <translation>
            <numerusform>%n model could not be asked about.</numerusform>
            <numerusform>%n models could not be asked about.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stay: changed since, or in use by another program.</source>
        <translation>
            <numerusform>%n file stays: changed since, or in use by another program.</numerusform>
            <numerusform>%n files stay: changed since, or in use by another program.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelsPane</name>
    <message numerus="yes">
        <source>Show %n of other states</source>
        <translation>
            <numerusform>Show %n of another state</numerusform>
            <numerusform>Show %n of other states</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::PlaceActions</name>
    <message numerus="yes">
        <source>Open %n page(s)?</source>
        <translation>
            <numerusform>Open %n page?</numerusform>
            <numerusform>Open %n pages?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n terminal(s)?</source>
        <translation>
            <numerusform>Open %n terminal?</numerusform>
            <numerusform>Open %n terminals?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n folder(s)?</source>
        <translation>
            <numerusform>Open %n folder?</numerusform>
            <numerusform>Open %n folders?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are on the clipboard.</source>
        <translation>
            <numerusform>%n line is on the clipboard.</numerusform>
            <numerusform>%n lines are on the clipboard.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueueNotices</name>
    <message numerus="yes">
        <source>%n model(s) downloaded</source>
        <translation>
            <numerusform>%n model downloaded</numerusform>
            <numerusform>%n models downloaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) failed</source>
        <translation>
            <numerusform>%n download failed</numerusform>
            <numerusform>%n downloads failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueuePane</name>
    <message numerus="yes">
        <source>Nothing is on its way. %n download(s) failed: try again from the history.</source>
        <translation>
            <numerusform>Nothing is on its way. %n download failed: try again from the history.</numerusform>
            <numerusform>Nothing is on its way. %n downloads failed: try again from the history.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::RateGraph</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ScriptTools</name>
    <message numerus="yes">
        <source>%1: %n model(s), here already: %2.</source>
        <translation>
            <numerusform>%1: %n model, here already: %2.</numerusform>
            <numerusform>%1: %n models, here already: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) could not be read for sure.</source>
        <translation>
            <numerusform>%n script could not be read for sure.</numerusform>
            <numerusform>%n scripts could not be read for sure.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>%n file written to %1.</numerusform>
            <numerusform>%n files written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Asking for the commits of %n model(s)…</source>
        <translation>
            <numerusform>Asking for the commits of %n model…</numerusform>
            <numerusform>Asking for the commits of %n models…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) written to %1.</source>
        <translation>
            <numerusform>%n model written to %1.</numerusform>
            <numerusform>%n models written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SeveralActions</name>
    <message numerus="yes">
        <source>%n other model(s) failed, too.</source>
        <translation>
            <numerusform>%n other model failed, too.</numerusform>
            <numerusform>%n other models failed, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are damaged: %1.</source>
        <translation>
            <numerusform>%n model is damaged: %1.</numerusform>
            <numerusform>%n models are damaged: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are as they were published, %1.</source>
        <translation>
            <numerusform>%n model is as it was published, %1.</numerusform>
            <numerusform>%n models are as they were published, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are updates for %n model(s).</source>
        <translation>
            <numerusform>There is an update for %n model.</numerusform>
            <numerusform>There are updates for %n models.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) could not be asked about.</source>
        <translation>
            <numerusform>%n model could not be asked about.</numerusform>
            <numerusform>%n models could not be asked about.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are shared now, copies of %1.</source>
        <translation>
            <numerusform>%n model is shared now, a copy of %1.</numerusform>
            <numerusform>%n models are shared now, copies of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are shared now, and take no room there.</source>
        <translation>
            <numerusform>%n model is shared now, and takes no room there.</numerusform>
            <numerusform>%n models are shared now, and take no room there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n model(s)?</source>
        <translation>
            <numerusform>Copy %n model?</numerusform>
            <numerusform>Copy %n models?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are no longer shared.</source>
        <translation>
            <numerusform>%n model is no longer shared.</numerusform>
            <numerusform>%n models are no longer shared.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::TotalBar</name>
    <message numerus="yes">
        <source>%n model(s) selected.</source>
        <translation>
            <numerusform>%n model selected.</numerusform>
            <numerusform>%n models selected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Tray</name>
    <message numerus="yes">
        <source>%n download(s) paused</source>
        <translation>
            <numerusform>%n download paused</numerusform>
            <numerusform>%n downloads paused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Troubles</name>
    <message numerus="yes">
        <source>What is known of %n model(s) could not be read.</source>
        <translation>
            <numerusform>What is known of %n model could not be read.</numerusform>
            <numerusform>What is known of %n models could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::UseDialog</name>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
</context>
</TS>
