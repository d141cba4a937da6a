; The installer: for one user, without administrator. makensis -DVERSION=... -DSOURCE=<folder with the programs> -DFILES=<lists of
; build.sh> -DOUT=<file>. Models and settings are the user's: neither is touched here.
Target amd64-unicode ; the programs are for 64 bits, too
!include "MUI2.nsh"
!include "FileFunc.nsh"

Name "Weightyard"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Weightyard"
InstallDirRegKey HKCU "Software\Weightyard" "InstallFolder"
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Weightyard"
VIAddVersionKey "CompanyName" "The Weightyard authors"
VIAddVersionKey "FileDescription" "Weightyard installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\weightyard.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "Weightyard is running. Quit it (also in the tray), and let downloads in a terminal end, then try again."
LangString RUNNING ${LANG_GERMAN} "Weightyard läuft. Beenden Sie es (auch im Infobereich) und lassen Sie Downloads im Terminal enden; dann versuchen Sie es noch einmal."
LangString RUNNING ${LANG_SIMPCHINESE} "Weightyard 正在运行。请退出（包括托盘），等终端中的下载结束，然后重试。"

; A program that runs cannot be replaced or deleted: half of an old version and half of a new one would be left. Nothing has been changed
; when this ends the installation or the removal. Silent ones end with 2.
!macro WhenClosed un
Function ${un}WhenClosed
    again:
    ClearErrors
    IfFileExists "$INSTDIR\weightyard.exe" 0 terminal
        FileOpen $0 "$INSTDIR\weightyard.exe" a
        IfErrors running
        FileClose $0
    terminal:
    IfFileExists "$INSTDIR\weightyard-cli.exe" 0 closed
        FileOpen $0 "$INSTDIR\weightyard-cli.exe" a
        IfErrors running
        FileClose $0
    Goto closed
    running:
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
        SetErrorLevel 2
        Abort
    closed:
FunctionEnd
!macroend
!insertmacro WhenClosed ""
!insertmacro WhenClosed "un."

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Weightyard"

Section "Weightyard"
    SetShellVarContext current
    Call WhenClosed
    ; What an older version had and this one has not.
    IfFileExists "$INSTDIR\uninstall.exe" 0 fresh
        ExecWait '"$INSTDIR\uninstall.exe" /S /KEEP _?=$INSTDIR' $0
        IntCmp $0 0 fresh
        SetErrorLevel 2
        Abort
    fresh:
    !include "${FILES}/install.nsh"
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateDirectory "$SMPROGRAMS\Weightyard"
    CreateShortcut "$SMPROGRAMS\Weightyard\Weightyard.lnk" "$INSTDIR\weightyard.exe"
    CreateShortcut "$SMPROGRAMS\Weightyard\Weightyard in a terminal.lnk" "$SYSDIR\cmd.exe" \
        '/k "set "PATH=$INSTDIR;%PATH%" & weightyard-cli --help"' "$INSTDIR\weightyard.exe"

    WriteRegStr HKCU "Software\Weightyard" "InstallFolder" "$INSTDIR"
    WriteRegStr HKCU "Software\Classes\weightyard" "" "URL:Weightyard"
    WriteRegStr HKCU "Software\Classes\weightyard" "URL Protocol" ""
    WriteRegStr HKCU "Software\Classes\weightyard\DefaultIcon" "" "$INSTDIR\weightyard.exe,0"
    WriteRegStr HKCU "Software\Classes\weightyard\shell\open\command" "" '"$INSTDIR\weightyard.exe" "%1"'

    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Weightyard"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\weightyard.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Weightyard authors"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
    SetShellVarContext current
    Call un.WhenClosed
    ; Only what was installed: the folder may be one that has other things, too.
    !include "${FILES}/uninstall.nsh"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    ${GetParameters} $0
    ${GetOptions} $0 "/KEEP" $1
    IfErrors 0 kept ; an update: links and registration are written again
        Delete "$SMPROGRAMS\Weightyard\Weightyard.lnk"
        Delete "$SMPROGRAMS\Weightyard\Weightyard in a terminal.lnk"
        RMDir "$SMPROGRAMS\Weightyard"
        DeleteRegKey HKCU "Software\Classes\weightyard"
        DeleteRegKey HKCU "${UNINSTALL}"
        DeleteRegKey HKCU "Software\Weightyard"
        ; "Open Weightyard at login", where it is set.
        DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Weightyard"
    kept:
SectionEnd
