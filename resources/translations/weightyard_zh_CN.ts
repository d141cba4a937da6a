<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>Commit %1</source>
        <translation>提交 %1</translation>
    </message>
    <message>
        <source>: %1 of %2 here</source>
        <translation>：已有 %1，共 %2</translation>
    </message>
    <message numerus="yes">
        <source>: %1 fetched, %n object(s) verified</source>
        <translation>
            <numerusform>：已下载 %1，已校验 %n 个对象</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Causes</name>
    <message>
        <source>the catalogue cannot be read</source>
        <translation>无法读取模型清单</translation>
    </message>
    <message>
        <source>the script cannot be read</source>
        <translation>无法读取脚本</translation>
    </message>
    <message>
        <source>the script has more than %1 KiB and was not read</source>
        <translation>脚本超过 %1 KiB，未读取</translation>
    </message>
    <message>
        <source>the script is not text in UTF-8</source>
        <translation>脚本不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>the script is a link, and links are not followed</source>
        <translation>脚本是链接，程序不跟随链接</translation>
    </message>
    <message>
        <source>the script is gone</source>
        <translation>脚本已不存在</translation>
    </message>
    <message>
        <source>a quote, bracket or block that begins here does not end</source>
        <translation>从此处开始的引号、括号或代码块没有结束</translation>
    </message>
    <message>
        <source>the script is too involved to be read</source>
        <translation>脚本过于复杂，无法解读</translation>
    </message>
    <message>
        <source>which repository is meant shows only when the script runs: %1</source>
        <translation>要运行脚本才能知道是哪个仓库：%1</translation>
    </message>
    <message>
        <source>where it downloads to shows only when the script runs: %1</source>
        <translation>要运行脚本才能知道下载到何处：%1</translation>
    </message>
    <message>
        <source>which revision is meant shows only when the script runs: %1</source>
        <translation>要运行脚本才能知道是哪个修订版本：%1</translation>
    </message>
    <message>
        <source>whether the git history is to stay shows only when the script runs</source>
        <translation>要运行脚本才能知道是否保留 Git 历史</translation>
    </message>
    <message>
        <source>the clone is moved into several folders: %1</source>
        <translation>克隆被移动到多个文件夹：%1</translation>
    </message>
    <message>
        <source>it downloads into &apos;%1&apos;, outside of the opened folder</source>
        <translation>它下载到“%1”，位于所打开的文件夹之外</translation>
    </message>
    <message>
        <source>it downloads through the link &apos;%1&apos;, which leads out of the opened folder</source>
        <translation>它经由链接“%1”下载，该链接指向所打开的文件夹之外</translation>
    </message>
    <message>
        <source>it downloads into a folder with a control character in its name: &apos;%1&apos;</source>
        <translation>它下载到名称含有控制字符的文件夹：“%1”</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is the folder of another model already: %2</source>
        <translation>“%1”已经是另一个模型的文件夹：%2</translation>
    </message>
    <message>
        <source>it takes some files only (%1), in a way that is not read</source>
        <translation>它只取部分文件（%1），其写法无法解读</translation>
    </message>
    <message>
        <source>it downloads into the cache of the Hugging Face tools, not into a folder</source>
        <translation>它下载到 Hugging Face 工具的缓存，而不是文件夹</translation>
    </message>
    <message>
        <source>%1 has no option &apos;%2&apos; that is known here</source>
        <translation>%1 没有本程序认识的选项“%2”</translation>
    </message>
    <message>
        <source>it makes a clone without files (%1)</source>
        <translation>它创建不含文件的克隆（%1）</translation>
    </message>
    <message>
        <source>it downloads with %1, which is not read</source>
        <translation>它用 %1 下载，本程序不解读这种方式</translation>
    </message>
    <message>
        <source>the Hub has no models of the kind &apos;%1&apos;</source>
        <translation>Hub 没有“%1”类型的模型</translation>
    </message>
    <message>
        <source>the folder has more than %1 files and folders; what comes behind them was not looked at</source>
        <translation>文件夹中的文件和文件夹超过 %1 个，其余的未查看</translation>
    </message>
    <message>
        <source>folders deeper than %1 within each other were not looked at</source>
        <translation>嵌套深度超过 %1 层的文件夹未查看</translation>
    </message>
    <message>
        <source>the folder has more than %1 scripts; those behind them were not read</source>
        <translation>文件夹中的脚本超过 %1 个，其余的未读取</translation>
    </message>
    <message>
        <source>the folder cannot be looked into</source>
        <translation>无法查看文件夹的内容</translation>
    </message>
    <message>
        <source>the folder of the scripts is not there</source>
        <translation>脚本所在的文件夹不存在</translation>
    </message>
    <message>
        <source>the file became shorter while it was copied</source>
        <translation>文件在复制过程中变短</translation>
    </message>
    <message>
        <source>the copy is not what was copied</source>
        <translation>副本与原文件不一致</translation>
    </message>
    <message>
        <source>%1 lies in %2</source>
        <translation>%1 位于 %2 之内</translation>
    </message>
    <message>
        <source>%1 lies in %2: links lead to %3 and %4</source>
        <translation>%1 位于 %2 之内：链接分别指向 %3 和 %4</translation>
    </message>
    <message>
        <source>%1 is a library already</source>
        <translation>%1 已经是模型库</translation>
    </message>
    <message>
        <source>%1 is the library %2 by another name, through a link</source>
        <translation>%1 就是模型库 %2，只是通过链接换了名称</translation>
    </message>
    <message>
        <source>the window of Weightyard is open</source>
        <translation>Weightyard 的窗口已打开</translation>
    </message>
    <message>
        <source>a link is where a file must be</source>
        <translation>应为文件的位置是一个链接</translation>
    </message>
    <message>
        <source>a file is where a folder must be</source>
        <translation>应为文件夹的位置是一个文件</translation>
    </message>
    <message>
        <source>a file or a link is where a folder must be</source>
        <translation>应为文件夹的位置是一个文件或链接</translation>
    </message>
    <message>
        <source>something else is there now</source>
        <translation>那里现在是其他内容</translation>
    </message>
    <message>
        <source>something else is in the way</source>
        <translation>此处已有其他内容</translation>
    </message>
    <message>
        <source>the original of a script would be kept here, and there is another file</source>
        <translation>脚本的原文件应保存在此处，但这里已有另一个文件</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有这个文件夹</translation>
    </message>
    <message>
        <source>a file that Weightyard did not write is in the way</source>
        <translation>此处已有一个并非由 Weightyard 写入的文件</translation>
    </message>
    <message>
        <source>the script was changed by hand since Weightyard wrote it</source>
        <translation>脚本在 Weightyard 写入后被手动更改过</translation>
    </message>
    <message>
        <source>the file is no catalogue and is not replaced</source>
        <translation>该文件不是模型清单，不会被替换</translation>
    </message>
    <message>
        <source>the file was changed by hand since it was converted</source>
        <translation>文件在转换后被手动更改过</translation>
    </message>
    <message>
        <source>the original was changed by hand since it was put aside</source>
        <translation>原文件在另存后被手动更改过</translation>
    </message>
    <message>
        <source>the original is gone</source>
        <translation>原文件已不存在</translation>
    </message>
    <message>
        <source>the file was changed while it was being converted</source>
        <translation>文件在转换过程中被更改</translation>
    </message>
    <message>
        <source>nothing was converted here</source>
        <translation>此处没有转换过任何内容</translation>
    </message>
    <message>
        <source>no script here can be converted</source>
        <translation>此处没有可以转换的脚本</translation>
    </message>
    <message>
        <source>the list of converted files names one outside of the folder: &apos;%1&apos;</source>
        <translation>已转换文件的列表中有一个位于文件夹之外：“%1”</translation>
    </message>
    <message>
        <source>something of another kind is in the way</source>
        <translation>此处已有其他类型的内容</translation>
    </message>
    <message>
        <source>a file with other content is in the way</source>
        <translation>此处已有内容不同的文件</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>不是常规文件</translation>
    </message>
    <message>
        <source>the file is larger than any of its kind</source>
        <translation>文件大于同类文件的上限</translation>
    </message>
    <message>
        <source>version %1 of the file, this program knows %2</source>
        <translation>文件版本为 %1，本程序支持到 %2</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>不是 JSON</translation>
    </message>
    <message>
        <source>the file has no version</source>
        <translation>文件没有版本号</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not the repository&apos;s any more</source>
        <translation>“%1”与仓库中的文件已不一致</translation>
    </message>
    <message>
        <source>the installed model is damaged: &apos;%1&apos; is missing or not what it was</source>
        <translation>已安装的模型已损坏：“%1”缺失或与原来不同</translation>
    </message>
    <message>
        <source>the file was changed while the model was being mended</source>
        <translation>文件在修复模型的过程中被更改</translation>
    </message>
    <message>
        <source>%1 is gone</source>
        <translation>%1 已不存在</translation>
    </message>
    <message>
        <source>a file that the manifest does not have was asked for</source>
        <translation>请求了文件清单中没有的文件</translation>
    </message>
    <message>
        <source>the record names a file outside the model&apos;s folder</source>
        <translation>记录中的某个文件位于模型文件夹之外</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no model: others are below it, in %2</source>
        <translation>“%1”不是模型：其下的 %2 中还有其他模型</translation>
    </message>
    <message>
        <source>the folder holds a copy that Weightyard did not put there, at another revision</source>
        <translation>文件夹中有一份并非由 Weightyard 放入的副本，其修订版本不同</translation>
    </message>
    <message>
        <source>the folder holds an unfinished copy that Weightyard did not put there (&apos;%1&apos;)</source>
        <translation>文件夹中有一份并非由 Weightyard 放入的未完成副本（“%1”）</translation>
    </message>
    <message>
        <source>nothing says which repository the folder is a copy of</source>
        <translation>无从得知该文件夹是哪个仓库的副本</translation>
    </message>
    <message>
        <source>no weight of the folder is one of %1</source>
        <translation>文件夹中没有任何权重属于 %1</translation>
    </message>
    <message>
        <source>the clone has no commit: git did not finish it</source>
        <translation>克隆没有提交：Git 未完成克隆</translation>
    </message>
    <message>
        <source>the folder is part of the store of %1</source>
        <translation>该文件夹属于 %1 的存储区</translation>
    </message>
    <message>
        <source>the folder is on another volume than the library %1</source>
        <translation>该文件夹与模型库 %1 不在同一个卷上</translation>
    </message>
    <message>
        <source>a library of Weightyard is in that folder</source>
        <translation>该文件夹中有一个 Weightyard 模型库</translation>
    </message>
    <message>
        <source>the folder was changed while its files were compared</source>
        <translation>在比较文件时，文件夹被更改</translation>
    </message>
    <message>
        <source>the clone has commits that its remote does not have (%1)</source>
        <translation>克隆中有远程仓库没有的提交（%1）</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not as the clone&apos;s commit has it</source>
        <translation>“%1”与克隆提交中的内容不一致</translation>
    </message>
    <message>
        <source>git is at work in the clone, or was interrupted there (%1)</source>
        <translation>Git 正在该克隆中工作，或曾在那里中断（%1）</translation>
    </message>
    <message>
        <source>other work trees or submodules use the clone&apos;s git folder</source>
        <translation>其他工作区或子模块正在使用该克隆的 Git 文件夹</translation>
    </message>
    <message>
        <source>git did not finish the clone that is here (&apos;%1&apos;)</source>
        <translation>Git 未完成此处的克隆（“%1”）</translation>
    </message>
    <message>
        <source>the clone that is here has pointers in place of files (&apos;%1&apos;)</source>
        <translation>此处的克隆中是指针文件，而不是实际文件（“%1”）</translation>
    </message>
    <message>
        <source>git may be at work here: &apos;%1&apos; was changed %2 s ago</source>
        <translation>Git 可能正在此处工作：“%1”在 %2 秒前有更改</translation>
    </message>
    <message>
        <source>the folder holds a clone of another repository (%1)</source>
        <translation>文件夹中是另一个仓库的克隆（%1）</translation>
    </message>
    <message>
        <source>the folder holds files that Weightyard did not put there (&apos;%1&apos;)</source>
        <translation>文件夹中有并非由 Weightyard 放入的文件（“%1”）</translation>
    </message>
    <message>
        <source>the folder holds another model (%1)</source>
        <translation>文件夹中是另一个模型（%1）</translation>
    </message>
    <message>
        <source>the folder holds commit %1 of this model</source>
        <translation>文件夹中是此模型的提交 %1</translation>
    </message>
    <message>
        <source>the record of &apos;%1&apos; leaves the library</source>
        <translation>“%1”的记录指向模型库之外</translation>
    </message>
    <message>
        <source>the file is not a list of downloads</source>
        <translation>该文件不是下载列表</translation>
    </message>
    <message>
        <source>download %1 is not understood</source>
        <translation>无法理解下载项 %1</translation>
    </message>
    <message>
        <source>the index cannot be opened</source>
        <translation>无法打开索引</translation>
    </message>
    <message>
        <source>the index cannot take a file</source>
        <translation>索引无法收录某个文件</translation>
    </message>
    <message>
        <source>the index cannot be written</source>
        <translation>无法写入索引</translation>
    </message>
    <message>
        <source>the time of the index cannot be set</source>
        <translation>无法设置索引的时间</translation>
    </message>
    <message>
        <source>a file cannot be hashed</source>
        <translation>无法计算某个文件的哈希值</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>the git folder belongs to another user</source>
        <translation>Git 文件夹属于其他用户</translation>
    </message>
    <message>
        <source>the git folder cannot be opened</source>
        <translation>无法打开 Git 文件夹</translation>
    </message>
    <message>
        <source>the git folder cannot be made</source>
        <translation>无法创建 Git 文件夹</translation>
    </message>
    <message>
        <source>nothing is ever pushed</source>
        <translation>从不推送任何内容</translation>
    </message>
    <message>
        <source>the partial has ended</source>
        <translation>部分下载文件已关闭</translation>
    </message>
    <message>
        <source>a write beyond the object&apos;s end</source>
        <translation>写入位置超出对象末尾</translation>
    </message>
    <message>
        <source>an incomplete object cannot be finished</source>
        <translation>不完整的对象无法结束</translation>
    </message>
    <message>
        <source>the folder is on another volume</source>
        <translation>该文件夹在另一个卷上</translation>
    </message>
    <message>
        <source>the folder has a history of its own</source>
        <translation>该文件夹有自己的 Git 历史</translation>
    </message>
    <message>
        <source>the model has a file where this program works</source>
        <translation>模型中有一个文件位于本程序的工作位置</translation>
    </message>
    <message>
        <source>a library&apos;s state is here</source>
        <translation>此处有某个模型库的状态数据</translation>
    </message>
    <message>
        <source>an unfinished download into this folder is here</source>
        <translation>此处有一个到该文件夹的未完成下载</translation>
    </message>
    <message>
        <source>another process works here</source>
        <translation>另一个进程正在此处工作</translation>
    </message>
    <message>
        <source>process %1 on %2 has worked here for %3 s</source>
        <translation>%2 上的进程 %1 已在此处工作 %3 秒</translation>
    </message>
    <message>
        <source>another process has just finished here</source>
        <translation>另一个进程刚刚在此处完成工作</translation>
    </message>
    <message>
        <source>the list of moves is not one that this program wrote</source>
        <translation>移动列表不是本程序写入的</translation>
    </message>
    <message>
        <source>an object of the tree was not brought along</source>
        <translation>树中的某个对象没有一并获取</translation>
    </message>
    <message>
        <source>nothing is mounted on %1, where it was by %2</source>
        <translation>%1 上没有挂载任何内容，而 %2 记录它曾在那里</translation>
    </message>
    <message>
        <source>the partial is shorter than what was written to it</source>
        <translation>部分下载文件比已写入的内容短</translation>
    </message>
    <message>
        <source>the file is not there</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>the journal has version %1, this program knows version %2</source>
        <translation>日志版本为 %1，本程序支持版本 %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not what was downloaded any more</source>
        <translation>“%1”与下载时已不一致</translation>
    </message>
    <message>
        <source>the folder to fill is inside of a model or of Weightyard&apos;s own files</source>
        <translation>要填充的文件夹位于模型或 Weightyard 自己的文件之内</translation>
    </message>
    <message>
        <source>the record lacks what every record has</source>
        <translation>记录缺少必需的内容</translation>
    </message>
    <message>
        <source>the record has a file without path, size or a proper oid</source>
        <translation>记录中有文件缺少路径、大小或有效的 oid</translation>
    </message>
    <message>
        <source>the volume has no room for it</source>
        <translation>卷上没有足够的空间</translation>
    </message>
    <message>
        <source>a link to &apos;%1&apos;, where nothing is</source>
        <translation>指向“%1”的链接，而那里什么都没有</translation>
    </message>
    <message>
        <source>the folder is a library; a model cannot be put over it</source>
        <translation>该文件夹是模型库，不能被模型覆盖</translation>
    </message>
    <message>
        <source>the model&apos;s folder would be on another volume than its library</source>
        <translation>模型文件夹会与其模型库不在同一个卷上</translation>
    </message>
    <message>
        <source>%1 is not a folder</source>
        <translation>%1 不是文件夹</translation>
    </message>
    <message>
        <source>it crashed</source>
        <translation>它崩溃了</translation>
    </message>
    <message>
        <source>it ended with code %1</source>
        <translation>它以代码 %1 结束</translation>
    </message>
    <message>
        <source>no version in &quot;%1&quot;</source>
        <translation>“%1”中没有版本号</translation>
    </message>
    <message>
        <source>process %1 on %2</source>
        <translation>%2 上的进程 %1</translation>
    </message>
    <message>
        <source>the model was changed by git or by hand since it was installed</source>
        <translation>模型在安装后被 Git 或手动更改过</translation>
    </message>
    <message>
        <source>the clone has another commit or branch checked out than was installed</source>
        <translation>克隆当前检出的提交或分支与安装时不同</translation>
    </message>
    <message>
        <source>the model&apos;s .git is not a usual git folder</source>
        <translation>模型的 .git 不是普通的 Git 文件夹</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was changed in the folder, and it is another one in the new version</source>
        <translation>“%1”在文件夹中被更改过，而新版本中的也不相同</translation>
    </message>
    <message>
        <source>the new version has &apos;%1&apos;, and a file of yours has that name</source>
        <translation>新版本含有“%1”，而您有一个同名文件</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of the earlier version is missing or not what it was</source>
        <translation>先前版本的“%1”缺失或与原来不同</translation>
    </message>
    <message>
        <source>the folder above cannot be written, or is on another volume</source>
        <translation>上级文件夹无法写入，或在另一个卷上</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a model of the Hub</source>
        <translation>“%1”不是 Hub 上的模型</translation>
    </message>
    <message>
        <source>the place is on another volume than the model, where a link cannot lead</source>
        <translation>该位置与模型不在同一个卷上，链接无法跨卷</translation>
    </message>
    <message>
        <source>another program is putting the same file there</source>
        <translation>另一个程序正在把同一文件放到那里</translation>
    </message>
    <message>
        <source>no folder of LM Studio was found</source>
        <translation>未找到 LM Studio 的文件夹</translation>
    </message>
    <message>
        <source>the volume has no trash for it</source>
        <translation>该卷没有可用的回收站</translation>
    </message>
    <message>
        <source>this system has no keychain that can be used</source>
        <translation>此系统没有可用的钥匙串</translation>
    </message>
    <message>
        <source>the keychain was not opened</source>
        <translation>钥匙串未打开</translation>
    </message>
    <message>
        <source>the system gives no more memory</source>
        <translation>系统无法提供更多内存</translation>
    </message>
    <message>
        <source>the system gives no further thread</source>
        <translation>系统无法再创建线程</translation>
    </message>
    <message>
        <source>the answer is longer than %1 bytes</source>
        <translation>响应超过 %1 字节</translation>
    </message>
    <message>
        <source>the body came encoded although identity was asked for</source>
        <translation>要求不编码，但响应正文经过编码</translation>
    </message>
    <message>
        <source>the answer is not HTTP</source>
        <translation>响应不是 HTTP</translation>
    </message>
    <message>
        <source>no PEM certificate found</source>
        <translation>未找到 PEM 证书</translation>
    </message>
    <message>
        <source>the certificates cannot be read</source>
        <translation>无法读取证书</translation>
    </message>
    <message>
        <source>the private key cannot be read</source>
        <translation>无法读取私钥</translation>
    </message>
    <message>
        <source>no PEM private key found; one with a password cannot be used</source>
        <translation>未找到 PEM 私钥；有密码的私钥无法使用</translation>
    </message>
    <message>
        <source>the private key does not belong to the client certificate in %1</source>
        <translation>私钥与 %1 中的客户端证书不匹配</translation>
    </message>
    <message>
        <source>the server wants a client certificate that it accepts</source>
        <translation>服务器要求提供其认可的客户端证书</translation>
    </message>
    <message>
        <source>the cookies cannot be read</source>
        <translation>无法读取 Cookie</translation>
    </message>
    <message>
        <source>an exchange ended well without a head</source>
        <translation>交互正常结束，但没有响应头</translation>
    </message>
    <message>
        <source>user info in the URL of a request</source>
        <translation>请求的 URL 中含有用户信息</translation>
    </message>
    <message>
        <source>not an http or https URL</source>
        <translation>不是 http 或 https 的 URL</translation>
    </message>
    <message>
        <source>a header with characters that do not belong there</source>
        <translation>标头中含有不允许的字符</translation>
    </message>
    <message>
        <source>Content-Length is not one number</source>
        <translation>Content-Length 不是单个数字</translation>
    </message>
    <message>
        <source>the proxy %1 wants a user and password that it accepts</source>
        <translation>代理 %1 要求提供其认可的用户名和密码</translation>
    </message>
    <message>
        <source>the connection ended after %1 of %2 bytes</source>
        <translation>连接在收到 %1 字节（共 %2 字节）后中断</translation>
    </message>
    <message>
        <source>the connection was lost while a request was being sent</source>
        <translation>发送请求时连接丢失</translation>
    </message>
    <message>
        <source>no connection in time</source>
        <translation>未能及时建立连接</translation>
    </message>
    <message>
        <source>credentials are not sent after a redirect to %1</source>
        <translation>重定向到 %1 后不发送凭据</translation>
    </message>
    <message>
        <source>a web page answers here</source>
        <translation>此处返回的是网页</translation>
    </message>
    <message>
        <source>a host that the repository named is asked without credentials</source>
        <translation>对仓库指定的主机不发送凭据</translation>
    </message>
    <message>
        <source>the credential from %1 was refused</source>
        <translation>来自 %1 的凭据被拒绝</translation>
    </message>
    <message>
        <source>no credential at hand</source>
        <translation>没有可用的凭据</translation>
    </message>
    <message>
        <source>the server does not know the token or password that was sent</source>
        <translation>服务器不认识所发送的令牌或密码</translation>
    </message>
    <message>
        <source>without a token the host does not say which of the two (%1)</source>
        <translation>没有令牌时，主机不说明是哪种情况（%1）</translation>
    </message>
    <message>
        <source>the host shows the account of the token no repository at %1</source>
        <translation>主机不向该令牌的账号显示 %1 处的仓库</translation>
    </message>
    <message>
        <source>access is asked for at %1</source>
        <translation>可在 %1 申请访问权限</translation>
    </message>
    <message>
        <source>they are accepted at %1</source>
        <translation>可在 %1 接受条款</translation>
    </message>
    <message>
        <source>the request is shown at %1</source>
        <translation>可在 %1 查看申请</translation>
    </message>
    <message>
        <source>the answer is shown at %1</source>
        <translation>可在 %1 查看答复</translation>
    </message>
    <message>
        <source>what a token may read is chosen at %1</source>
        <translation>令牌的读取权限可在 %1 设置</translation>
    </message>
    <message>
        <source>nothing came for %1 s</source>
        <translation>已有 %1 秒没有收到数据</translation>
    </message>
    <message>
        <source>fewer than %1 bytes came in %2 s</source>
        <translation>%2 秒内收到的数据少于 %1 字节</translation>
    </message>
    <message>
        <source>a redirect that names no place</source>
        <translation>重定向没有给出目标位置</translation>
    </message>
    <message>
        <source>too many redirects</source>
        <translation>重定向次数过多</translation>
    </message>
    <message>
        <source>a redirect to something that is not http</source>
        <translation>重定向的目标不是 http</translation>
    </message>
    <message>
        <source>a redirect from https to http was refused: %1</source>
        <translation>已拒绝从 https 到 http 的重定向：%1</translation>
    </message>
    <message>
        <source>a redirect to %1, and http.followRedirects allows none</source>
        <translation>重定向到 %1，但 http.followRedirects 不允许任何重定向</translation>
    </message>
    <message>
        <source>the server answered %1</source>
        <translation>服务器返回 %1</translation>
    </message>
    <message>
        <source>the Hub named a file without its size</source>
        <translation>Hub 给出的某个文件没有大小</translation>
    </message>
    <message>
        <source>this is not how the Hub describes a model</source>
        <translation>这不是 Hub 描述模型的格式</translation>
    </message>
    <message>
        <source>the Hub answered with status %1</source>
        <translation>Hub 返回状态 %1</translation>
    </message>
    <message>
        <source>%1 takes no more questions until %2</source>
        <translation>%1 在 %2 之前不再接受请求</translation>
    </message>
    <message>
        <source>what came is not JSON, which the Hub answers with</source>
        <translation>收到的不是 JSON，而 Hub 应以 JSON 响应</translation>
    </message>
    <message>
        <source>this is not how the Hub lists models</source>
        <translation>这不是 Hub 列出模型的格式</translation>
    </message>
    <message>
        <source>%1 has no search</source>
        <translation>%1 不提供搜索</translation>
    </message>
    <message>
        <source>the Hub lists more than %1 files, or has no end</source>
        <translation>Hub 列出的文件超过 %1 个，或没有尽头</translation>
    </message>
    <message>
        <source>the server&apos;s answer ends within a line</source>
        <translation>服务器的响应在一行中间结束</translation>
    </message>
    <message>
        <source>the server&apos;s answer is not in git&apos;s line format</source>
        <translation>服务器的响应不是 Git 的行格式</translation>
    </message>
    <message>
        <source>the server says</source>
        <translation>服务器回复</translation>
    </message>
    <message>
        <source>the server&apos;s list of refs is malformed</source>
        <translation>服务器的引用列表格式有误</translation>
    </message>
    <message>
        <source>the server has more than %1 refs to choose from</source>
        <translation>服务器的引用超过 %1 个，无法选择</translation>
    </message>
    <message>
        <source>the server&apos;s list of refs is longer than %1 MiB</source>
        <translation>服务器的引用列表超过 %1 MiB</translation>
    </message>
    <message>
        <source>the server&apos;s list of refs breaks off</source>
        <translation>服务器的引用列表中途断开</translation>
    </message>
    <message>
        <source>a web page answers here, not a git server</source>
        <translation>此处返回的是网页，而不是 Git 服务器</translation>
    </message>
    <message>
        <source>the server speaks only git&apos;s old &quot;dumb&quot; protocol, or is no git server</source>
        <translation>服务器只支持 Git 旧的“dumb”协议，或不是 Git 服务器</translation>
    </message>
    <message>
        <source>the answer is not git&apos;s (status %1, content type &quot;%2&quot;)</source>
        <translation>响应不是来自 Git（状态 %1，内容类型“%2”）</translation>
    </message>
    <message>
        <source>the redirect of the repository leads to something else</source>
        <translation>仓库的重定向指向其他内容</translation>
    </message>
    <message>
        <source>the git server is too old: it has no side-band</source>
        <translation>Git 服务器太旧：不支持 side-band</translation>
    </message>
    <message>
        <source>fetching failed</source>
        <translation>获取失败</translation>
    </message>
    <message>
        <source>the server sent something else than was asked for</source>
        <translation>服务器发送的内容不是所请求的</translation>
    </message>
    <message>
        <source>%1 wrote more than %2 bytes</source>
        <translation>%1 的输出超过 %2 字节</translation>
    </message>
    <message>
        <source>%1 gave no answer in time</source>
        <translation>%1 未及时响应</translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation>无法启动 %1</translation>
    </message>
    <message>
        <source>there is no temporary folder</source>
        <translation>没有临时文件夹</translation>
    </message>
    <message>
        <source>git credential fill answered something that is not a credential</source>
        <translation>git credential fill 返回的不是凭据</translation>
    </message>
    <message>
        <source>what %1 holds cannot be a token</source>
        <translation>%1 中的内容不可能是令牌</translation>
    </message>
    <message>
        <source>the answer names no account</source>
        <translation>响应中没有账号</translation>
    </message>
    <message>
        <source>nothing is kept for %1</source>
        <translation>没有为 %1 保存任何凭据</translation>
    </message>
    <message>
        <source>the server has no object for this pointer</source>
        <translation>服务器没有此指针文件对应的对象</translation>
    </message>
    <message>
        <source>the Hub gives out this file by Xet only, not by git-lfs</source>
        <translation>Hub 只通过 Xet 提供此文件，不通过 git-lfs</translation>
    </message>
    <message>
        <source>the server gave neither an address nor an error for this object</source>
        <translation>服务器对此对象既没有给出地址，也没有给出错误</translation>
    </message>
    <message>
        <source>the server gave an address that is not http</source>
        <translation>服务器给出的地址不是 http</translation>
    </message>
    <message>
        <source>the server asked for a header that cannot be sent</source>
        <translation>服务器要求发送无法发送的标头</translation>
    </message>
    <message>
        <source>the server has this object with another size</source>
        <translation>服务器上的此对象大小不同</translation>
    </message>
    <message>
        <source>the LFS server&apos;s answer is not a batch answer (%1)</source>
        <translation>LFS 服务器的响应不是批量响应（%1）</translation>
    </message>
    <message>
        <source>the LFS server insists on the transfer &apos;%1&apos;</source>
        <translation>LFS 服务器坚持使用传输方式“%1”</translation>
    </message>
    <message>
        <source>the LFS server uses the hash &apos;%1&apos;</source>
        <translation>LFS 服务器使用哈希算法“%1”</translation>
    </message>
    <message>
        <source>the LFS server&apos;s answer leaves this object out</source>
        <translation>LFS 服务器的响应遗漏了此对象</translation>
    </message>
    <message>
        <source>the server refuses the bytes asked for</source>
        <translation>服务器拒绝提供所请求的字节</translation>
    </message>
    <message>
        <source>the bytes received do not have the hash that names the object</source>
        <translation>收到的数据与对象名称中的哈希值不符</translation>
    </message>
    <message>
        <source>the server answered a download with status %1</source>
        <translation>服务器以状态 %1 响应下载</translation>
    </message>
    <message>
        <source>the server sent a part of the object without saying which</source>
        <translation>服务器发送了对象的一部分，但未说明是哪一部分</translation>
    </message>
    <message>
        <source>asked for bytes from %1, the server sent %2 to %3</source>
        <translation>请求从 %1 开始的字节，服务器发送了 %2 至 %3</translation>
    </message>
    <message>
        <source>the server&apos;s object has %1 bytes instead of %2</source>
        <translation>服务器上的对象为 %1 字节，应为 %2 字节</translation>
    </message>
    <message>
        <source>the server&apos;s Content-Range and Content-Length disagree</source>
        <translation>服务器的 Content-Range 与 Content-Length 不一致</translation>
    </message>
    <message>
        <source>the server sent %1 bytes where the object has %2</source>
        <translation>服务器发送了 %1 字节，而对象为 %2 字节</translation>
    </message>
    <message>
        <source>the server sent a web page in place of the object</source>
        <translation>服务器发送了网页，而不是该对象</translation>
    </message>
    <message>
        <source>another attempt already reads the whole object</source>
        <translation>另一次尝试已在读取整个对象</translation>
    </message>
    <message>
        <source>the server sent more bytes than the object has</source>
        <translation>服务器发送的字节多于对象的大小</translation>
    </message>
    <message>
        <source>the connection ended %1 bytes early</source>
        <translation>连接提前 %1 字节中断</translation>
    </message>
    <message>
        <source>the LFS server answered with status %1</source>
        <translation>LFS 服务器返回状态 %1</translation>
    </message>
    <message>
        <source>through the proxy %1</source>
        <translation>经由代理 %1</translation>
    </message>
    <message>
        <source>the .gitattributes file defines more than %1 macros</source>
        <translation>.gitattributes 文件定义了超过 %1 个宏</translation>
    </message>
    <message>
        <source>the .gitattributes files have more than %1 lines that matter</source>
        <translation>.gitattributes 文件的有效行超过 %1 行</translation>
    </message>
    <message>
        <source>the remote&apos;s HEAD points to a branch that does not exist</source>
        <translation>远程仓库的 HEAD 指向不存在的分支</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is short for several commits</source>
        <translation>“%1”是多个提交共有的缩写</translation>
    </message>
    <message>
        <source>no branch, tag or ref has the name &quot;%1&quot; or begins with this id</source>
        <translation>没有名为“%1”或以此 ID 开头的分支、标签或引用</translation>
    </message>
    <message>
        <source>no branch, tag or ref has the name &quot;%1&quot;</source>
        <translation>没有名为“%1”的分支、标签或引用</translation>
    </message>
    <message>
        <source>the repository uses SHA-256 object ids, which libgit2 cannot read</source>
        <translation>仓库使用 SHA-256 对象 ID，libgit2 无法读取</translation>
    </message>
    <message>
        <source>revision &quot;%1&quot;: the repository has no such commit</source>
        <translation>修订版本“%1”：仓库没有这个提交</translation>
    </message>
    <message>
        <source>revision &quot;%1&quot; does not name a commit</source>
        <translation>修订版本“%1”不是提交</translation>
    </message>
    <message>
        <source>the commit&apos;s tree cannot be read</source>
        <translation>无法读取提交的树</translation>
    </message>
    <message>
        <source>revision &quot;%1&quot;: the repository has no commits</source>
        <translation>修订版本“%1”：仓库没有提交</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no git object id</source>
        <translation>“%1”不是 Git 对象 ID</translation>
    </message>
    <message>
        <source>%1 bytes, where at most %2 are taken</source>
        <translation>%1 字节，最多接受 %2 字节</translation>
    </message>
    <message>
        <source>folders are nested more than %1 deep</source>
        <translation>文件夹嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>a folder of the repository cannot be read</source>
        <translation>无法读取仓库中的某个文件夹</translation>
    </message>
    <message>
        <source>a malformed name in the repository</source>
        <translation>仓库中有格式有误的名称</translation>
    </message>
    <message>
        <source>the same name twice in a folder of the repository</source>
        <translation>仓库的某个文件夹中有重复的名称</translation>
    </message>
    <message>
        <source>a path longer than %1 bytes</source>
        <translation>路径超过 %1 字节</translation>
    </message>
    <message>
        <source>a path that is not UTF-8</source>
        <translation>路径不是 UTF-8</translation>
    </message>
    <message>
        <source>more than %1 files and folders</source>
        <translation>文件和文件夹超过 %1 个</translation>
    </message>
    <message>
        <source>the server left an object out</source>
        <translation>服务器遗漏了某个对象</translation>
    </message>
    <message>
        <source>object %1 of the repository cannot be read</source>
        <translation>无法读取仓库的对象 %1</translation>
    </message>
    <message>
        <source>two pointers give one object different sizes</source>
        <translation>两个指针文件给出的同一对象大小不同</translation>
    </message>
    <message>
        <source>an empty path or one with a NUL</source>
        <translation>路径为空或含有 NUL</translation>
    </message>
    <message>
        <source>an absolute path</source>
        <translation>绝对路径</translation>
    </message>
    <message>
        <source>an empty part in the path</source>
        <translation>路径中有空的部分</translation>
    </message>
    <message>
        <source>&apos;.&apos; or &apos;..&apos; in the path</source>
        <translation>路径中含有“.”或“..”</translation>
    </message>
    <message>
        <source>a name that can mean &apos;.git&apos;</source>
        <translation>名称可能表示“.git”</translation>
    </message>
    <message>
        <source>the same path twice</source>
        <translation>路径重复</translation>
    </message>
    <message>
        <source>another entry stands where a folder must be</source>
        <translation>应为文件夹的位置是另一个条目</translation>
    </message>
    <message>
        <source>a link named &apos;.gitmodules&apos;</source>
        <translation>名为“.gitmodules”的链接</translation>
    </message>
    <message>
        <source>a link without a possible target</source>
        <translation>链接没有可能的目标</translation>
    </message>
    <message>
        <source>a link into &apos;.git&apos;</source>
        <translation>指向“.git”的链接</translation>
    </message>
    <message>
        <source>a link that leads out of the folder</source>
        <translation>链接指向文件夹之外</translation>
    </message>
    <message>
        <source>a link to an absolute path</source>
        <translation>指向绝对路径的链接</translation>
    </message>
    <message>
        <source>this volume takes it for the same name as &apos;%1&apos;</source>
        <translation>此卷将它与“%1”视为同名</translation>
    </message>
    <message>
        <source>the path is too long</source>
        <translation>路径太长</translation>
    </message>
    <message>
        <source>the name is too long for this volume</source>
        <translation>名称对此卷而言太长</translation>
    </message>
    <message>
        <source>this volume cannot hold the name &apos;%1&apos;</source>
        <translation>此卷无法存放名称“%1”</translation>
    </message>
    <message>
        <source>the file is too large for this volume&apos;s file system</source>
        <translation>文件对此卷的文件系统而言太大</translation>
    </message>
    <message>
        <source>its HEAD points to no branch that exists; there are the branches %1</source>
        <translation>其 HEAD 没有指向现有的分支；现有分支：%1</translation>
    </message>
    <message>
        <source>its HEAD points to no branch that exists; there are the tags %1</source>
        <translation>其 HEAD 没有指向现有的分支；现有标签：%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; may be %2</source>
        <translation>“%1”可能是 %2</translation>
    </message>
    <message>
        <source>a model is named by its id, its name or a part of its id</source>
        <translation>请用模型的 ID、名称或 ID 的一部分指定模型</translation>
    </message>
    <message>
        <source>no model of the catalogue is called &apos;%1&apos;</source>
        <translation>模型清单中没有名为“%1”的模型</translation>
    </message>
    <message>
        <source>a catalogue has at most 16 MiB</source>
        <translation>模型清单最大为 16 MiB</translation>
    </message>
    <message>
        <source>a catalogue is a JSON object</source>
        <translation>模型清单应为 JSON 对象</translation>
    </message>
    <message>
        <source>&quot;version&quot; is missing</source>
        <translation>缺少“version”</translation>
    </message>
    <message>
        <source>&quot;version&quot; is not a whole number from 1</source>
        <translation>“version”不是从 1 开始的整数</translation>
    </message>
    <message>
        <source>version %1 of the schema, this program knows %2</source>
        <translation>架构版本为 %1，本程序支持到 %2</translation>
    </message>
    <message>
        <source>&quot;families&quot; is not a list of at most %1 names</source>
        <translation>“families”不是最多 %1 个名称的列表</translation>
    </message>
    <message>
        <source>a family has a name of at most %1 printable characters</source>
        <translation>系列名称应为最多 %1 个可打印字符</translation>
    </message>
    <message>
        <source>the family &quot;%1&quot; is there twice</source>
        <translation>系列“%1”重复出现</translation>
    </message>
    <message>
        <source>&quot;models&quot; is missing</source>
        <translation>缺少“models”</translation>
    </message>
    <message>
        <source>&quot;models&quot; is not a list of at most %1 models</source>
        <translation>“models”不是最多 %1 个模型的列表</translation>
    </message>
    <message>
        <source>more than %1 families</source>
        <translation>系列超过 %1 个</translation>
    </message>
    <message>
        <source>a model is a JSON object</source>
        <translation>模型应为 JSON 对象</translation>
    </message>
    <message>
        <source>a model without &quot;%1&quot;</source>
        <translation>模型缺少“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a text</source>
        <translation>“%1”不是文本</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>“%1”为空</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has more than %2 characters</source>
        <translation>“%1”超过 %2 个字符</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has control or invisible characters</source>
        <translation>“%1”含有控制字符或不可见字符</translation>
    </message>
    <message>
        <source>&quot;bytes&quot; is not a whole number of bytes</source>
        <translation>“bytes”不是整数字节数</translation>
    </message>
    <message>
        <source>&quot;pick&quot; has lists of texts &quot;variants&quot;, &quot;include&quot;, &quot;exclude&quot;, &quot;files&quot;, and &quot;safe&quot;</source>
        <translation>“pick”应含文本列表“variants”、“include”、“exclude”、“files”，以及“safe”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither true nor false</source>
        <translation>“%1”既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not OWNER/NAME</source>
        <translation>“%1”不是 OWNER/NAME 形式</translation>
    </message>
    <message>
        <source>the model &quot;%1&quot; is there twice</source>
        <translation>模型“%1”重复出现</translation>
    </message>
    <message>
        <source>&quot;url&quot; has a user or password in it</source>
        <translation>“url”中含有用户名或密码</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be a revision</source>
        <translation>“%1”不能作为修订版本</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be part of a model&apos;s path</source>
        <translation>“%1”不能作为模型路径的一部分</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a control character, or is not UTF-8: no folder can have that name</source>
        <translation>“%1”含有控制字符，或不是 UTF-8：不能用作文件夹名称</translation>
    </message>
    <message>
        <source>&apos;%1...&apos; is longer than the name of a folder can be</source>
        <translation>“%1...”超过文件夹名称的最大长度</translation>
    </message>
    <message>
        <source>no name on the Hub has a &apos;%1&apos;, as &apos;%2&apos; has</source>
        <translation>Hub 上的名称不能含有“%1”，而“%2”含有</translation>
    </message>
    <message>
        <source>no name on the Hub ends with &apos;%1&apos;, as &apos;%2&apos; does</source>
        <translation>Hub 上的名称不能以“%1”结尾，而“%2”是这样</translation>
    </message>
    <message>
        <source>this page of the Hub is not a model</source>
        <translation>Hub 的这个页面不是模型</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a page of a model</source>
        <translation>“%1”不是模型的页面</translation>
    </message>
    <message>
        <source>this looks like a page of a website; the repository is %1</source>
        <translation>这看起来是网站的页面；仓库是 %1</translation>
    </message>
    <message>
        <source>the URL names a server but no repository</source>
        <translation>该 URL 给出了服务器，但没有给出仓库</translation>
    </message>
    <message>
        <source>ssh addresses are not supported; use the repository&apos;s https address</source>
        <translation>不支持 ssh 地址；请使用仓库的 https 地址</translation>
    </message>
    <message>
        <source>a model is named by its address or as OWNER/NAME</source>
        <translation>请用模型的地址或 OWNER/NAME 指定模型</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither a web address nor OWNER/NAME</source>
        <translation>“%1”既不是网址，也不是 OWNER/NAME</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no address of http or https, and nothing else can be asked</source>
        <translation>“%1”不是 http 或 https 地址，其他地址无法访问</translation>
    </message>
    <message>
        <source>in the proxy&apos;s user and password &apos;@&apos; is written as %40, &apos;:&apos; as %3A, &apos;/&apos; as %2F, &apos;?&apos; as %3F, &apos;#&apos; as %23 and &apos;%&apos; as %25</source>
        <translation>在代理的用户名和密码中，“@”写作 %40，“:”写作 %3A，“/”写作 %2F，“?”写作 %3F，“#”写作 %23，“%”写作 %25</translation>
    </message>
    <message>
        <source>the proxy is no URL such as http://HOST:PORT</source>
        <translation>代理不是 http://HOST:PORT 这样的 URL</translation>
    </message>
    <message>
        <source>the proxy&apos;s socks:// leaves open which kind it is; write socks5:// or socks5h://</source>
        <translation>代理的 socks:// 未说明具体类型；请写 socks5:// 或 socks5h://</translation>
    </message>
    <message>
        <source>the proxy is one for %1, which is not supported (http, socks5 and socks5h are)</source>
        <translation>该代理属于 %1 类型，不受支持（支持 http、socks5 和 socks5h）</translation>
    </message>
    <message>
        <source>the proxy&apos;s URL names no port</source>
        <translation>代理的 URL 没有端口</translation>
    </message>
    <message>
        <source>it asks for something that Weightyard cannot do</source>
        <translation>它要求 Weightyard 无法做到的事</translation>
    </message>
    <message>
        <source>its value &apos;%1&apos; asks for something that Weightyard cannot do</source>
        <translation>其值“%1”要求 Weightyard 无法做到的事</translation>
    </message>
    <message>
        <source>a client certificate with a password cannot be used</source>
        <translation>有密码的客户端证书无法使用</translation>
    </message>
    <message>
        <source>it is included from too many files within each other</source>
        <translation>它的嵌套包含层数过多</translation>
    </message>
    <message>
        <source>line %1 of the configuration text is malformed</source>
        <translation>配置文本的第 %1 行格式有误</translation>
    </message>
    <message>
        <source>the configuration text holds a NUL byte</source>
        <translation>配置文本含有 NUL 字节</translation>
    </message>
    <message>
        <source>control characters in the %1 of a URL</source>
        <translation>URL 的 %1 部分含有控制字符</translation>
    </message>
    <message>
        <source>no family is called &apos;%1&apos;; there are %2</source>
        <translation>没有名为“%1”的系列；现有：%2</translation>
    </message>
    <message>
        <source>only the Hub tells the size of a model beforehand</source>
        <translation>只有 Hub 会事先给出模型的大小</translation>
    </message>
    <message>
        <source>&apos;%1&apos; may be %2 and %3 more</source>
        <translation>“%1”可能是 %2，以及另外 %3 个</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes an absolute path</source>
        <translation>设置“%1”应为绝对路径</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes absolute paths, %2 at most</source>
        <translation>设置“%1”应为绝对路径，最多 %2 个</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes one of: %2</source>
        <translation>设置“%1”应为以下之一：%2</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes true or false</source>
        <translation>设置“%1”应为 true 或 false</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes a number from %2 to %3</source>
        <translation>设置“%1”应为 %2 到 %3 之间的数字</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes bytes a second, such as 500K or 5M; 0 for no limit</source>
        <translation>设置“%1”应为每秒字节数，例如 500K 或 5M；0 表示不限速</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes web addresses of mirrors, separated by spaces, each with #static or #token behind it where that holds</source>
        <translation>设置“%1”应为镜像的网址，以空格分隔；适用时在其后加上 #static 或 #token</translation>
    </message>
    <message>
        <source>the address of the mirror &apos;%1&apos; has a user, a password or a query in it</source>
        <translation>镜像“%1”的地址中含有用户名、密码或查询参数</translation>
    </message>
    <message>
        <source>the mirror &apos;%1&apos; is there twice</source>
        <translation>镜像“%1”重复出现</translation>
    </message>
    <message>
        <source>more than %1 mirrors</source>
        <translation>镜像超过 %1 个</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not text in UTF-8</source>
        <translation>“%1”不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no web address</source>
        <translation>“%1”不是网址</translation>
    </message>
    <message>
        <source>--%1 takes one of %2, not &apos;%3&apos;</source>
        <translation>--%1 应为 %2 之一，而不是“%3”</translation>
    </message>
    <message>
        <source>--%1 wants a value</source>
        <translation>--%1 需要一个值</translation>
    </message>
    <message>
        <source>--%1 takes a number from 1 to %2</source>
        <translation>--%1 应为 1 到 %2 之间的数字</translation>
    </message>
    <message>
        <source>--%1 is given more than once</source>
        <translation>--%1 给出了不止一次</translation>
    </message>
    <message>
        <source>--%1 is empty</source>
        <translation>--%1 为空</translation>
    </message>
    <message>
        <source>--%1 takes bytes a second, such as 500K or 5M</source>
        <translation>--%1 应为每秒字节数，例如 500K 或 5M</translation>
    </message>
    <message>
        <source>there is no command &apos;%1&apos;</source>
        <translation>没有命令“%1”</translation>
    </message>
    <message>
        <source>there is no command &apos;%1&apos;; &apos;%2&apos; is the nearest</source>
        <translation>没有命令“%1”；最接近的是“%2”</translation>
    </message>
    <message>
        <source>%1 has no option %2</source>
        <translation>%1 没有选项 %2</translation>
    </message>
    <message>
        <source>%1 has no option %2; %3 is the nearest</source>
        <translation>%1 没有选项 %2；最接近的是 %3</translation>
    </message>
    <message>
        <source>a command is missing</source>
        <translation>缺少命令</translation>
    </message>
    <message>
        <source>%1 takes no model</source>
        <translation>%1 不接受模型</translation>
    </message>
    <message>
        <source>--%1 and --%2 contradict each other</source>
        <translation>--%1 与 --%2 相互矛盾</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is asked for at two revisions</source>
        <translation>“%1”被要求下载两个修订版本</translation>
    </message>
    <message>
        <source>the catalogue has no models</source>
        <translation>模型清单中没有模型</translation>
    </message>
    <message>
        <source>there is no model in the family &apos;%1&apos;</source>
        <translation>系列“%1”中没有模型</translation>
    </message>
    <message>
        <source>%1 needs at least one model, --all or --family</source>
        <translation>%1 需要至少一个模型、--all 或 --family</translation>
    </message>
    <message>
        <source>--%1 takes one model at a time</source>
        <translation>--%1 一次只接受一个模型</translation>
    </message>
    <message>
        <source>settings takes list, get KEY, set KEY VALUE, or reset and one KEY or more</source>
        <translation>settings 可用 list、get KEY、set KEY VALUE，或 reset 加一个或多个 KEY</translation>
    </message>
    <message>
        <source>there is no setting &apos;%1&apos;; there are %2</source>
        <translation>没有设置“%1”；现有：%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no host that one can sign in to</source>
        <translation>“%1”不是可以登录的主机</translation>
    </message>
    <message>
        <source>no token was given, or one that cannot be sent</source>
        <translation>没有给出令牌，或给出的令牌无法发送</translation>
    </message>
    <message>
        <source>there is no terminal to ask on; --token-stdin reads the token from standard input</source>
        <translation>没有可供询问的终端；--token-stdin 从标准输入读取令牌</translation>
    </message>
    <message>
        <source>%1 takes one host</source>
        <translation>%1 接受一个主机</translation>
    </message>
    <message>
        <source>there is no terminal to ask on; --yes says that it is meant</source>
        <translation>没有可供询问的终端；--yes 表示确认</translation>
    </message>
    <message>
        <source>%1 needs at least one model</source>
        <translation>%1 需要至少一个模型</translation>
    </message>
    <message>
        <source>--%1 takes no folder</source>
        <translation>--%1 不接受文件夹</translation>
    </message>
    <message>
        <source>%1 needs --%2 %3</source>
        <translation>%1 需要 --%2 %3</translation>
    </message>
    <message>
        <source>models are not shared with &apos;%1&apos;; they are with %2</source>
        <translation>模型不能与“%1”共享；可以与 %2 共享</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not shared with %2</source>
        <translation>“%1”没有与 %2 共享</translation>
    </message>
    <message>
        <source>no earlier version of &apos;%1&apos; is kept</source>
        <translation>没有保留“%1”的先前版本</translation>
    </message>
    <message>
        <source>%1 needs at least one installed model, or --all</source>
        <translation>%1 需要至少一个已安装的模型，或 --all</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is on its way from another address or revision</source>
        <translation>“%1”正在从另一地址或修订版本下载</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is here already, of another address or revision</source>
        <translation>“%1”已有，但来自另一地址或修订版本</translation>
    </message>
    <message>
        <source>none of them fits: %1</source>
        <translation>都放不下：%1</translation>
    </message>
    <message>
        <source>does not fit: %1; with --fits the others are taken</source>
        <translation>放不下：%1；使用 --fits 可下载其余模型</translation>
    </message>
    <message>
        <source>there is no record of &apos;%1&apos;</source>
        <translation>没有“%1”的记录</translation>
    </message>
    <message>
        <source>no installed model has &apos;%1&apos; in its name</source>
        <translation>没有名称中含有“%1”的已安装模型</translation>
    </message>
    <message>
        <source>%1 needs a folder</source>
        <translation>%1 需要一个文件夹</translation>
    </message>
    <message>
        <source>%1 takes one folder</source>
        <translation>%1 接受一个文件夹</translation>
    </message>
    <message>
        <source>no script below &apos;%2&apos; downloads a model called &apos;%1&apos;</source>
        <translation>“%2”之下没有脚本下载名为“%1”的模型</translation>
    </message>
    <message>
        <source>the scripts download %1</source>
        <translation>脚本下载 %1</translation>
    </message>
    <message>
        <source>no script in this folder downloads a model</source>
        <translation>此文件夹中没有下载模型的脚本</translation>
    </message>
    <message>
        <source>no download scripts are open from there</source>
        <translation>没有下载脚本是从该处打开的</translation>
    </message>
    <message>
        <source>&apos;%1&apos; and &apos;%2&apos; would have the same folder</source>
        <translation>“%1”与“%2”会使用同一个文件夹</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a control character and cannot stand in a script</source>
        <translation>“%1”含有控制字符，不能写入脚本</translation>
    </message>
    <message>
        <source>no variant of this model is called &apos;%1&apos;; there are %2</source>
        <translation>此模型没有名为“%1”的变体；现有：%2</translation>
    </message>
    <message>
        <source>no variant of this model is called &apos;%1&apos;; it has none at all</source>
        <translation>此模型没有名为“%1”的变体；它没有任何变体</translation>
    </message>
    <message>
        <source>several variants are called &apos;%1&apos;: %2</source>
        <translation>多个变体名为“%1”：%2</translation>
    </message>
    <message>
        <source>no file of this model is &apos;%1&apos;; there are %2</source>
        <translation>此模型没有文件“%1”；现有：%2</translation>
    </message>
    <message>
        <source>what is chosen of the model leaves no file</source>
        <translation>所选内容不含模型的任何文件</translation>
    </message>
    <message>
        <source>which files &apos;%1&apos; means is known to the host only, and a script names files</source>
        <translation>只有主机知道“%1”是哪些文件，而脚本需要写明文件</translation>
    </message>
    <message>
        <source>the %2 chosen files of &apos;%1&apos; are too many for a script</source>
        <translation>“%1”的 %2 个所选文件太多，无法写入脚本</translation>
    </message>
    <message>
        <source>an entry of the repository is not a regular file</source>
        <translation>仓库中有一个条目不是普通文件</translation>
    </message>
    <message>
        <source>object %1 is not a regular file</source>
        <translation>对象 %1 不是普通文件</translation>
    </message>
    <message>
        <source>the library, or its records, cannot be read by this user</source>
        <translation>此用户无法读取该模型库或其记录</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes hours, such as &quot;00:00-07:00&quot; or &quot;mon-fri 22:00-06:00, sun 00:00-24:00&quot;; &quot;none&quot; for none</source>
        <translation>设置“%1”需要时段，例如 &quot;00:00-07:00&quot; 或 &quot;mon-fri 22:00-06:00, sun 00:00-24:00&quot;；&quot;none&quot; 表示没有</translation>
    </message>
    <message>
        <source>&apos;%1&apos; could not be started: %2</source>
        <translation>无法启动“%1”：%2</translation>
    </message>
    <message>
        <source>the setting &quot;%1&quot; takes a program and its arguments in one line of at most %2 characters</source>
        <translation>设置“%1”需要一行内的程序及其参数，最多 %2 个字符</translation>
    </message>
    <message>
        <source>no command is named</source>
        <translation>未指定命令</translation>
    </message>
    <message>
        <source>no terminal program was found</source>
        <translation>未找到终端程序</translation>
    </message>
    <message>
        <source>&apos;%1&apos; could not be started</source>
        <translation>无法启动“%1”</translation>
    </message>
    <message>
        <source>no program that shows folders was found</source>
        <translation>未找到可显示文件夹的程序</translation>
    </message>
    <message>
        <source>no browser was found</source>
        <translation>未找到浏览器</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is all that is here of &apos;%2&apos;</source>
        <translation>此处的“%2”只有“%1”</translation>
    </message>
    <message>
        <source>what &apos;%1&apos; runs here is not read, and it may download a model</source>
        <translation>“%1”在此处运行的内容未被读取，其中可能会下载模型</translation>
    </message>
    <message>
        <source>%1 takes no more questions of this account until %2</source>
        <translation>%1 在 %2 之前不再接受此账户的请求</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no variant, but a branch or a tag of the repository</source>
        <translation>“%1”不是变体，而是仓库的分支或标签</translation>
    </message>
    <message>
        <source>a safe choice leaves no file of it: all are of formats that run code when they are loaded</source>
        <translation>安全选择不会留下任何文件：它们的格式在加载时都会运行代码</translation>
    </message>
    <message>
        <source>a download or another task of this program</source>
        <translation>本程序的下载或其他任务</translation>
    </message>
    <message>
        <source>the library has no copy of the model any more</source>
        <translation>库中已没有该模型的副本</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a name that is not text in UTF-8, and would be lost; rename it</source>
        <translation>“%1”的名称不是 UTF-8 文本，文件会丢失；请重命名</translation>
    </message>
    <message>
        <source>a value is missing; one that begins with dashes is written as --%1=%2</source>
        <translation>缺少一个值；以短横线开头的值应写成 --%1=%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of the installed model is damaged or missing, and lies behind a link to &apos;%2&apos;</source>
        <translation>已安装模型的“%1”已损坏或缺失，并且位于指向“%2”的链接之后</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Run it in a terminal to see what it says; installing it anew helps most of the time.</source>
        <translation>请在终端中运行它，看看输出了什么；重新安装通常会有帮助。</translation>
    </message>
    <message>
        <source>Update it: %1</source>
        <translation>请更新：%1</translation>
    </message>
    <message>
        <source>Install it: %1</source>
        <translation>请安装：%1</translation>
    </message>
    <message>
        <source>Update it; where the system&apos;s own is this old, see %1.</source>
        <translation>请更新；如果系统自带的就这么旧，请参阅 %1。</translation>
    </message>
    <message>
        <source>Install it if you want these.</source>
        <translation>如果需要这些功能，请安装。</translation>
    </message>
    <message>
        <source>If your network has a certificate authority of its own, name its file to git; we read the same setting. Check the clock, too.</source>
        <translation>如果您的网络有自己的证书颁发机构，请在 Git 中指定其文件；本程序读取同一设置。也请检查系统时钟。</translation>
    </message>
    <message>
        <source>Name the proxy with user and password to git; we read the same setting.</source>
        <translation>请在 Git 中指定带用户名和密码的代理；本程序读取同一设置。</translation>
    </message>
    <message>
        <source>Try again later, or use a mirror: set HF_ENDPOINT to its address.</source>
        <translation>请稍后再试，或使用镜像：将 HF_ENDPOINT 设为其地址。</translation>
    </message>
    <message>
        <source>Downloads may work all the same. If they stall, ask whoever runs the firewall to let these hosts through.</source>
        <translation>下载仍可能正常。如果下载停滞，请联系防火墙管理员放行这些主机。</translation>
    </message>
    <message>
        <source>Check the connection, the proxy settings and the firewall; or use a mirror: set HF_ENDPOINT to its address.</source>
        <translation>请检查网络连接、代理设置和防火墙；或使用镜像：将 HF_ENDPOINT 设为其地址。</translation>
    </message>
    <message>
        <source>Connect the disk, or choose another library folder.</source>
        <translation>请连接磁盘，或选择其他模型库文件夹。</translation>
    </message>
    <message>
        <source>Make room, or choose a library folder on another disk.</source>
        <translation>请腾出空间，或在其他磁盘上选择模型库文件夹。</translation>
    </message>
    <message>
        <source>A network drive that is gone answers like this: connect it again, or choose another library folder.</source>
        <translation>网络驱动器断开时会这样：请重新连接，或选择其他模型库文件夹。</translation>
    </message>
    <message>
        <source>Choose another library folder, or give yourself the right to write there.</source>
        <translation>请选择其他模型库文件夹，或为自己授予写入权限。</translation>
    </message>
    <message>
        <source>Build or install this program anew: it needs libgit2 1.9 or later with threads, and a TLS library (OpenSSL 3).</source>
        <translation>请重新构建或安装本程序：需要带线程支持的 libgit2 1.9 或更高版本，以及 TLS 库（OpenSSL 3）。</translation>
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
        <translation>模型库文件夹</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>可用空间</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Data hosts</source>
        <translation>数据主机</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>Downloads do not need it. Passwords that git keeps, and git pull in an installed model, do.</source>
        <translation>下载不需要它。使用 Git 保存的密码，以及在已安装的模型中使用 git pull 时需要它。</translation>
    </message>
    <message>
        <source>Downloads do not need it: our own LFS client is built in. git pull and git checkout in an installed model do.</source>
        <translation>下载不需要它：已内置 LFS 客户端。在已安装的模型中使用 git pull 和 git checkout 时需要它。</translation>
    </message>
    <message>
        <source>It reads the repositories; it is part of this program.</source>
        <translation>它负责读取仓库，是本程序的一部分。</translation>
    </message>
    <message>
        <source>Models are put there.</source>
        <translation>模型存放在那里。</translation>
    </message>
    <message>
        <source>A model needs its own size and 64 MiB, and some room stays free for the system.</source>
        <translation>模型需要自身大小外加 64 MiB，并会为系统留出一些空间。</translation>
    </message>
    <message>
        <source>Models, their sizes and their licences come from there.</source>
        <translation>模型及其大小和许可证信息来自那里。</translation>
    </message>
    <message>
        <source>The Hub sends the downloads themselves to these hosts; a firewall must let them through.</source>
        <translation>Hub 从这些主机发送下载内容；防火墙必须放行。</translation>
    </message>
    <message>
        <source>Version %1, %2</source>
        <translation>版本 %1，%2</translation>
    </message>
    <message>
        <source>Version %1, with threads and HTTPS</source>
        <translation>版本 %1，支持线程和 HTTPS</translation>
    </message>
    <message>
        <source>Version %1, with threads and HTTPS (%2)</source>
        <translation>版本 %1，支持线程和 HTTPS（%2）</translation>
    </message>
    <message>
        <source>%1 can be written</source>
        <translation>%1 可以写入</translation>
    </message>
    <message>
        <source>%1 free on %2</source>
        <translation>%2 上可用 %1</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 有响应</translation>
    </message>
    <message>
        <source>They answer: %1</source>
        <translation>有响应：%1</translation>
    </message>
    <message>
        <source>Not found on the PATH</source>
        <translation>在 PATH 中未找到</translation>
    </message>
    <message>
        <source>Version %1 is too old</source>
        <translation>版本 %1 太旧</translation>
    </message>
    <message>
        <source>Version %1 is too old, %2</source>
        <translation>版本 %1 太旧，%2</translation>
    </message>
    <message>
        <source>Version %1 damages files over 4 GiB, %2</source>
        <translation>版本 %1 会损坏超过 4 GiB 的文件，%2</translation>
    </message>
    <message>
        <source>%1 does not work</source>
        <translation>%1 无法运行</translation>
    </message>
    <message>
        <source>No TLS library for HTTPS was found</source>
        <translation>未找到用于 HTTPS 的 TLS 库</translation>
    </message>
    <message>
        <source>Version %1 was built without threads</source>
        <translation>版本 %1 构建时未启用线程支持</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1 无法写入</translation>
    </message>
    <message>
        <source>The disk of %1 is not connected</source>
        <translation>%1 所在的磁盘未连接</translation>
    </message>
    <message>
        <source>Only %1 free on %2</source>
        <translation>%2 上仅可用 %1</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>无法连接到 %1</translation>
    </message>
    <message>
        <source>The certificate of %1 was not accepted</source>
        <translation>%1 的证书未被接受</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 wants a user and a password</source>
        <translation>通往 %1 的代理要求用户名和密码</translation>
    </message>
    <message>
        <source>%1 has a problem</source>
        <translation>%1 出现问题</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Nothing came in time</source>
        <translation>未及时收到响应</translation>
    </message>
    <message>
        <source>Nothing came in time from %1</source>
        <translation>未及时收到 %1 的响应</translation>
    </message>
    <message>
        <source>Models that are open to all can be had without. For others make a new token on the Hub&apos;s page and put it there in place of this one.</source>
        <translation>对所有人开放的模型不需要令牌。其他模型请在 Hub 网页上新建令牌，并在该处替换此令牌。</translation>
    </message>
    <message>
        <source>%1 answers, and refuses the token in %2</source>
        <translation>%1 有应答，但拒绝 %2 中的令牌</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>all files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>不含 %1</translation>
    </message>
    <message>
        <source>without what runs code when it is loaded</source>
        <translation>不含加载时运行代码的文件</translation>
    </message>
    <message>
        <source>without what else runs code when it is loaded</source>
        <translation>不含加载时运行代码的其他文件</translation>
    </message>
</context>
<context>
    <name>DetailsText</name>
    <message>
        <source>not stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>%1 a month</source>
        <translation>每月 %1 次</translation>
    </message>
    <message>
        <source>no problem found</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>未扫描</translation>
    </message>
    <message>
        <source>The Hub does not answer; this is what it said on %1.</source>
        <translation>Hub 没有响应；以下是它在 %1 给出的信息。</translation>
    </message>
    <message>
        <source>This host tells the files only, by its git repository.</source>
        <translation>此主机只通过其 Git 仓库给出文件。</translation>
    </message>
    <message>
        <source>Formats that may run code when they are loaded: %1.</source>
        <translation>加载时可能运行代码的格式：%1。</translation>
    </message>
    <message>
        <source>Its configuration names Python code to run: %1.</source>
        <translation>其配置指定要运行的 Python 代码：%1。</translation>
    </message>
    <message>
        <source>It brings Python files: %1.</source>
        <translation>它带有 Python 文件：%1。</translation>
    </message>
    <message>
        <source>No file matches “%1”.</source>
        <translation>没有文件匹配“%1”。</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>未选择任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s).</source>
        <translation>
            <numerusform>%n 个文件，共 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it are the same weights in another format.</source>
        <translation>其中 %1 是另一种格式的相同权重。</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %1 in %n other file(s).</source>
        <translation>
            <numerusform>未包括另外 %n 个文件，共 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of them are the same weights in another format.</source>
        <translation>其中 %1 是另一种格式的相同权重。</translation>
    </message>
    <message>
        <source>folder %1</source>
        <translation>文件夹 %1</translation>
    </message>
    <message>
        <source>%1 bits a weight</source>
        <translation>每权重 %1 位</translation>
    </message>
    <message>
        <source>about %1 bits a weight</source>
        <translation>每权重约 %1 位</translation>
    </message>
    <message>
        <source>not all of its parts are there</source>
        <translation>分片不全</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>1 like</source>
        <translation>1 个赞</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>%1 个赞</translation>
    </message>
    <message>
        <source>Asking the Hub…</source>
        <translation>正在向 Hub 查询…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在向 %1 查询…</translation>
    </message>
    <message>
        <source>Asking the Hub what is in it…</source>
        <translation>正在向 Hub 查询其内容…</translation>
    </message>
    <message>
        <source>Asking %1 what is in it…</source>
        <translation>正在向 %1 查询其内容…</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
</context>
<context>
    <name>FoundText</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n 周前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n 个月前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n 年前</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken down</source>
        <translation>已下架</translation>
    </message>
    <message>
        <source>Does not fit the disk</source>
        <translation>磁盘放不下</translation>
    </message>
    <message>
        <source>Too large for memory</source>
        <translation>内存放不下</translation>
    </message>
    <message>
        <source>Unsafe format</source>
        <translation>不安全的格式</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>私有</translation>
    </message>
    <message>
        <source>Tight memory</source>
        <translation>内存紧张</translation>
    </message>
    <message>
        <source>Size not known</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>tight memory</source>
        <translation>内存紧张</translation>
    </message>
    <message>
        <source>memory too small</source>
        <translation>内存太小</translation>
    </message>
    <message>
        <source>disk too full</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Images and text</source>
        <translation>图像和文本</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Speech to text</source>
        <translation>语音转文本</translation>
    </message>
    <message>
        <source>Text to speech</source>
        <translation>文本转语音</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>热门</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载量</translation>
    </message>
    <message>
        <source>Likes</source>
        <translation>点赞数</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>最近更新</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>受限</translation>
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
        <translation>用法：weightyard [OPTIONS] [MODEL|DIR...]

打开窗口。MODEL（OWNER/NAME、模型页面的地址或 Git 仓库的地址）会被勾选，但
不会下载。DIR（完整路径）是下载脚本的文件夹树，将被打开。

  --library DIR      存放模型的文件夹
  --config DIR       设置和状态
  --catalogue FILE   除内置模型外还要提供的模型
  --help, --version
</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The folder is inside the git work tree %1; the model gets a .git of its own.</source>
        <translation>文件夹位于 Git 工作区 %1 之内；模型会有自己的 .git。</translation>
    </message>
    <message>
        <source>The folder is inside the git work tree %1, so the git history is left out.</source>
        <translation>文件夹位于 Git 工作区 %1 之内，因此不保留 Git 历史。</translation>
    </message>
    <message>
        <source>The server does not give out this commit by itself; fetching the whole history of %1.</source>
        <translation>服务器不单独提供此提交；正在获取 %1 的完整历史。</translation>
    </message>
    <message>
        <source>Submodules are not fetched; their folders stay empty: %1</source>
        <translation>不下载子模块，其文件夹保持为空：%1</translation>
    </message>
    <message numerus="yes">
        <source>Partial by your settings: lfs.fetchinclude or lfs.fetchexclude leave %n file(s) as pointer(s).</source>
        <translation>
            <numerusform>根据您的设置只下载部分内容：由于 lfs.fetchinclude 或 lfs.fetchexclude，%n 个文件保留为指针文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>The repository has no files.</source>
        <translation>仓库中没有文件。</translation>
    </message>
    <message>
        <source>The mirror %1 does not give what it should, and is left out of this download.</source>
        <translation>镜像 %1 没有提供应有的内容，此次下载不再使用它。</translation>
    </message>
    <message>
        <source>The mirror %1 refuses access, and is left out of this download. A mirror that may have a token is written with #token behind its address.</source>
        <translation>镜像 %1 拒绝访问，此次下载不再使用它。可以接收令牌的镜像，其地址后应加 #token。</translation>
    </message>
    <message>
        <source>The mirror %1 gave bytes that are not the model&apos;s; they were thrown away, and it is left out of this download.</source>
        <translation>镜像 %1 提供的数据不属于该模型，已被丢弃；此次下载不再使用它。</translation>
    </message>
    <message>
        <source>%1 of it are doubles: the same weights in another format.</source>
        <translation>其中 %1 是重复内容：另一种格式的相同权重。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of a format that runs code when it is loaded: %1.</source>
        <translation>
            <numerusform>%n 个文件的格式会在加载时运行代码：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>The model brings code of its own, which programs run when they are told to trust it: %1.</source>
        <translation>该模型带有自己的代码，程序在被要求信任它时会运行这些代码：%1。</translation>
    </message>
    <message>
        <source>With --keep-git it stays.</source>
        <translation>使用 --keep-git 可保留它。</translation>
    </message>
    <message>
        <source>With --variant NAME one of them is.</source>
        <translation>使用 --variant NAME 可只下载其中一个。</translation>
    </message>
    <message>
        <source>With --variant default they are left out.</source>
        <translation>使用 --variant default 可不下载它们。</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Resolving</source>
        <translation>正在解析</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>Publishing</source>
        <translation>正在完成</translation>
    </message>
    <message>
        <source>Waiting for room</source>
        <translation>等待可用空间</translation>
    </message>
    <message>
        <source>Waiting for another program</source>
        <translation>等待其他程序</translation>
    </message>
    <message>
        <source>Waiting for another model</source>
        <translation>等待其他模型</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>正在重试</translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>object %1</source>
        <translation>对象 %1</translation>
    </message>
    <message>
        <source>The connection failed</source>
        <translation>连接失败</translation>
    </message>
    <message>
        <source>Check the connection and the proxy settings, then try again; it goes on where it stopped.</source>
        <translation>请检查网络连接和代理设置，然后重试；下载会从中断处继续。</translation>
    </message>
    <message>
        <source>The server went silent</source>
        <translation>服务器没有响应</translation>
    </message>
    <message>
        <source>Try again later; it goes on where it stopped.</source>
        <translation>请稍后再试；下载会从中断处继续。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was not accepted</source>
        <translation>服务器的证书未被接受</translation>
    </message>
    <message>
        <source>If your network has a certificate authority of its own, name its file in git&apos;s http.sslCAInfo.</source>
        <translation>如果您的网络有自己的证书颁发机构，请在 Git 的 http.sslCAInfo 中指定其文件。</translation>
    </message>
    <message>
        <source>Access was refused; the repository is private, or there is none of this name</source>
        <translation>访问被拒绝；仓库是私有的，或没有这个名称的仓库</translation>
    </message>
    <message>
        <source>Check the spelling. For a private model sign in or set HF_TOKEN, or store a credential with git.</source>
        <translation>请检查拼写。对于私有模型，请登录、设置 HF_TOKEN，或在 Git 中保存凭据。</translation>
    </message>
    <message>
        <source>The model is gated: a token is needed</source>
        <translation>模型受限：需要令牌</translation>
    </message>
    <message>
        <source>Open the model&apos;s page in a browser, accept its licence, and sign in or set HF_TOKEN, with a token of that account.</source>
        <translation>请在浏览器中打开模型的页面，接受其许可协议，然后用该账号的令牌登录或设置 HF_TOKEN。</translation>
    </message>
    <message>
        <source>The model is gated, and this account has no access to it</source>
        <translation>模型受限，此账号没有访问权限</translation>
    </message>
    <message>
        <source>The server does not have one of the model&apos;s files</source>
        <translation>服务器上缺少模型的某个文件</translation>
    </message>
    <message>
        <source>The repository names the file, but its bytes are missing on the server: tell the model&apos;s owner. git&apos;s lfs.fetchexclude leaves the file out.</source>
        <translation>仓库中列有该文件，但服务器上没有其数据：请告知模型的所有者。用 Git 的 lfs.fetchexclude 可跳过该文件。</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>weightyard-cli list shows the names; give a model that is not in it as OWNER/NAME.</source>
        <translation>weightyard-cli list 可显示名称；不在其中的模型请写作 OWNER/NAME。</translation>
    </message>
    <message>
        <source>Check the name and the revision on the model&apos;s page.</source>
        <translation>请在模型的页面上核对名称和修订版本。</translation>
    </message>
    <message>
        <source>The server asked to wait</source>
        <translation>服务器要求等待</translation>
    </message>
    <message>
        <source>The server has a problem</source>
        <translation>服务器出现问题</translation>
    </message>
    <message>
        <source>It usually passes: try again in a few minutes; it goes on where it stopped.</source>
        <translation>通常很快会恢复：请过几分钟重试；下载会从中断处继续。</translation>
    </message>
    <message>
        <source>A file of Weightyard&apos;s own cannot be used</source>
        <translation>Weightyard 自己的某个文件无法使用</translation>
    </message>
    <message>
        <source>A newer Weightyard may have written it: update. Else move the file away; what it was about is looked at anew.</source>
        <translation>它可能由更新版本的 Weightyard 写入：请更新。否则请移走该文件；相关内容会重新检查。</translation>
    </message>
    <message>
        <source>The server&apos;s answer makes no sense</source>
        <translation>服务器的响应没有意义</translation>
    </message>
    <message>
        <source>A proxy or a sign-in page of the network may be in between; open the address in a browser to see.</source>
        <translation>中间可能有代理或网络的登录页面；请在浏览器中打开该地址查看。</translation>
    </message>
    <message>
        <source>A file of Weightyard&apos;s own is damaged</source>
        <translation>Weightyard 自己的某个文件已损坏</translation>
    </message>
    <message>
        <source>Move the file away; what it was about is looked at anew, and no model is touched.</source>
        <translation>请移走该文件；相关内容会重新检查，任何模型都不受影响。</translation>
    </message>
    <message>
        <source>The bytes received are damaged</source>
        <translation>收到的数据已损坏</translation>
    </message>
    <message>
        <source>Try again. If it happens again, the file on the server is damaged: tell the model&apos;s owner.</source>
        <translation>请重试。如果再次发生，则服务器上的文件已损坏：请告知模型的所有者。</translation>
    </message>
    <message>
        <source>Not enough room: %1 needed, %2 free</source>
        <translation>空间不足：需要 %1，可用 %2</translation>
    </message>
    <message>
        <source>Make room, or choose another folder with --library or --into; what is here already is kept.</source>
        <translation>请腾出空间，或用 --library 或 --into 选择其他文件夹；已下载的内容会保留。</translation>
    </message>
    <message>
        <source>The disk is full, or cannot hold a file this large</source>
        <translation>磁盘已满，或无法存放这么大的文件</translation>
    </message>
    <message>
        <source>The system does not allow it</source>
        <translation>系统不允许</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to, or change the folder&apos;s permissions.</source>
        <translation>请选择您可以写入的文件夹，或更改文件夹的权限。</translation>
    </message>
    <message>
        <source>This disk cannot hold a file of the repository</source>
        <translation>此磁盘无法存放仓库中的某个文件</translation>
    </message>
    <message>
        <source>Choose a folder on another disk with --library or --into.</source>
        <translation>请用 --library 或 --into 选择其他磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>Something else is in the way</source>
        <translation>此处已有其他内容</translation>
    </message>
    <message>
        <source>Move what is there away, or choose another folder with --library or --into.</source>
        <translation>请移走那里的内容，或用 --library 或 --into 选择其他文件夹。</translation>
    </message>
    <message>
        <source>The repository cannot be put on a disk as it is</source>
        <translation>该仓库无法原样放到磁盘上</translation>
    </message>
    <message>
        <source>Tell the repository&apos;s owner; nothing was written.</source>
        <translation>请告知仓库的所有者；没有写入任何内容。</translation>
    </message>
    <message>
        <source>The repository was refused: it could write outside its folder</source>
        <translation>已拒绝该仓库：它可能写到自己的文件夹之外</translation>
    </message>
    <message>
        <source>Do not use this repository, and tell its host about it.</source>
        <translation>请勿使用此仓库，并向其托管方报告。</translation>
    </message>
    <message>
        <source>Weightyard made a mistake</source>
        <translation>Weightyard 出错</translation>
    </message>
    <message>
        <source>Try again with --verbose and report what it says.</source>
        <translation>请加上 --verbose 重试，并报告其输出。</translation>
    </message>
    <message>
        <source>A file that was named cannot be used</source>
        <translation>指定的某个文件无法使用</translation>
    </message>
    <message>
        <source>Mend it, or leave it out.</source>
        <translation>请修正它，或不使用它。</translation>
    </message>
    <message>
        <source>That was not understood</source>
        <translation>无法理解</translation>
    </message>
    <message>
        <source>Give a model as OWNER/NAME or as the address of its page.</source>
        <translation>请用 OWNER/NAME 或模型页面的地址指定模型。</translation>
    </message>
    <message>
        <source>Something that this needs is missing</source>
        <translation>缺少所需的内容</translation>
    </message>
    <message>
        <source>Install it with the system&apos;s package manager, then try again.</source>
        <translation>请用系统的软件包管理器安装，然后重试。</translation>
    </message>
    <message>
        <source>Another download fetches what this one needs too</source>
        <translation>另一个下载也在获取此下载需要的内容</translation>
    </message>
    <message>
        <source>It goes on by itself when the other one has it.</source>
        <translation>另一个下载取得后，会自动继续。</translation>
    </message>
    <message>
        <source>Another window of Weightyard is open and does not answer</source>
        <translation>另一个 Weightyard 窗口已打开，但没有响应</translation>
    </message>
    <message>
        <source>End that process, then start Weightyard again. If it runs nowhere any more, delete the file.</source>
        <translation>请结束该进程，然后重新启动 Weightyard。如果该进程已不存在，请删除该文件。</translation>
    </message>
    <message>
        <source>Another Weightyard is at work in this library</source>
        <translation>另一个 Weightyard 正在使用此模型库</translation>
    </message>
    <message>
        <source>Wait until the other one has finished, or use another library.</source>
        <translation>请等待另一个完成，或使用其他模型库。</translation>
    </message>
    <message>
        <source>The disk is not connected, or does not work</source>
        <translation>磁盘未连接，或无法工作</translation>
    </message>
    <message>
        <source>Connect the disk and try again; it goes on where it stopped. Or choose another folder with --library.</source>
        <translation>请连接磁盘后重试；下载会从中断处继续。也可以用 --library 选择其他文件夹。</translation>
    </message>
    <message>
        <source>The disk failed to read or write</source>
        <translation>磁盘读写失败</translation>
    </message>
    <message>
        <source>The disk may be wearing out or its file system be damaged: check it, save what matters, or choose another folder with --library.</source>
        <translation>磁盘可能已老化，或其文件系统已损坏：请检查磁盘、备份重要内容，或用 --library 选择其他文件夹。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>%1 cannot be used and was set aside</source>
        <translation>%1 无法使用，已移到一旁</translation>
    </message>
    <message>
        <source>Weightyard goes on with the defaults. What was in it is kept as %1; mend it and put it back, or leave it.</source>
        <translation>Weightyard 将使用默认设置继续。其原有内容保存为 %1；您可以修正后放回，或置之不理。</translation>
    </message>
    <message>
        <source>The model is here at commit %1, which is kept as its previous version.</source>
        <translation>该模型现为提交 %1，它会作为上一版本保留。</translation>
    </message>
    <message>
        <source>With update --rollback it comes back.</source>
        <translation>使用 update --rollback 可恢复它。</translation>
    </message>
    <message numerus="yes">
        <source>%n variant(s) are downloaded, %1 with everything else: %2.</source>
        <translation>
            <numerusform>将下载 %n 个变体，连同其他文件共 %1：%2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of the model were changed since, and stay as they are: %1.</source>
        <translation>
            <numerusform>该模型有 %n 个文件之后有更改，将保持原样：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Licence, as its README states it: %1</source>
        <translation>许可证（据其 README）：%1</translation>
    </message>
    <message>
        <source>The repository lacks shards of its weights, which cannot be loaded without them: %1.</source>
        <translation>仓库缺少权重的分片，没有它们就无法加载：%1。</translation>
    </message>
    <message>
        <source>A safe choice leaves such files out, but for those that are named.</source>
        <translation>安全选择会排除此类文件，但指名的文件除外。</translation>
    </message>
    <message>
        <source>Wait a few minutes, then try again; without a token the limit is lower.</source>
        <translation>请等待几分钟后重试；没有令牌时限额更低。</translation>
    </message>
    <message>
        <source>The model is here with its git history, which stays.</source>
        <translation>模型及其 git 历史已在此处，历史会保留。</translation>
    </message>
    <message>
        <source>With verify MODEL --repair the model&apos;s come back.</source>
        <translation>使用 verify MODEL --repair 可恢复模型的文件。</translation>
    </message>
    <message>
        <source>With clean --git-history MODEL it goes.</source>
        <translation>使用 clean --git-history MODEL 可将其删除。</translation>
    </message>
    <message>
        <source>With --safe such files are left out.</source>
        <translation>使用 --safe 会跳过此类文件。</translation>
    </message>
</context>
<context>
    <name>PickPresets</name>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Weights and configuration</source>
        <translation>权重和配置</translation>
    </message>
    <message>
        <source>Ticked files</source>
        <translation>勾选的文件</translation>
    </message>
    <message>
        <source>By patterns</source>
        <translation>按模式</translation>
    </message>
    <message>
        <source>Without doubles</source>
        <translation>不含重复</translation>
    </message>
    <message>
        <source>%1, but for patterns</source>
        <translation>%1（按模式排除）</translation>
    </message>
</context>
<context>
    <name>RemovalQuestion</name>
    <message numerus="yes">
        <source>%n file(s) in %1. Deleting them frees %2.</source>
        <translation>
            <numerusform>%1 中的 %n 个文件。删除后可释放 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>The git history goes with them.</source>
        <translation>Git 历史会一并删除。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the model&apos;s stay: %1</source>
        <translation>
            <numerusform>%n 个不属于该模型的文件会保留：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>删除 %1？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep model</source>
        <translation>保留模型</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>%1 is in the trash. That frees its room once the trash is emptied.</source>
        <translation>%1 已移到回收站。清空回收站后才会释放空间。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n model(s)?</source>
        <translation>
            <numerusform>删除 %n 个模型？</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep models</source>
        <translation>保留模型</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are in the trash. That frees their room once the trash is emptied.</source>
        <translation>
            <numerusform>%n 个模型已移到回收站。清空回收站后才会释放空间。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), %2</source>
        <translation>
            <numerusform>%1：%n 个文件，%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s), %1</source>
        <translation>
            <numerusform>等另外 %n 个，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleting them frees %1.</source>
        <translation>删除后可释放 %1。</translation>
    </message>
    <message>
        <source>Their git histories go with them.</source>
        <translation>Git 历史会一并删除。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the models&apos; stay: %1</source>
        <translation>
            <numerusform>%n 个不属于这些模型的文件会保留：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stays: %2</source>
        <translation>%1 会保留：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n other model(s) failed, too.</source>
        <translation>
            <numerusform>另有 %n 个模型也失败了。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen model(s) are left out: they are not here, or Weightyard did not put them there.</source>
        <translation>
            <numerusform>所选模型中有 %n 个不包括在内：它们不在本机，或不是由 Weightyard 放置的。</numerusform>
        </translation>
    </message>
    <message>
        <source>Its files in %1 are %2&apos;s and stay there. Weightyard forgets the model; to delete the files, use %2.</source>
        <translation>%1 中的文件属于 %2，会保留在那里。Weightyard 不再记录该模型；要删除文件，请使用 %2。</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>不再记录 %1？</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>不再记录</translation>
    </message>
    <message>
        <source>%1: its files are %2&apos;s and stay; Weightyard forgets the model</source>
        <translation>%1：文件属于 %2，会保留；Weightyard 不再记录该模型</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n model(s)?</source>
        <translation>
            <numerusform>不再记录 %n 个模型？</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Look for an update</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>Back to previous version</source>
        <translation>恢复上一版本</translation>
    </message>
    <message>
        <source>Share with Hugging Face cache</source>
        <translation>共享到 Hugging Face 缓存</translation>
    </message>
    <message>
        <source>Take out of Hugging Face cache</source>
        <translation>从 Hugging Face 缓存移除</translation>
    </message>
    <message>
        <source>Share with LM Studio</source>
        <translation>共享到 LM Studio</translation>
    </message>
    <message>
        <source>Take out of LM Studio</source>
        <translation>从 LM Studio 移除</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>打开网页</translation>
    </message>
    <message>
        <source>This one now</source>
        <translation>立即下载</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Discard download</source>
        <translation>放弃下载</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Delete model…</source>
        <translation>删除模型…</translation>
    </message>
    <message>
        <source>Use it…</source>
        <translation>使用…</translation>
    </message>
    <message>
        <source>Open in terminal</source>
        <translation>在终端中打开</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>复制 ID</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Download into a folder…</source>
        <translation>下载到文件夹…</translation>
    </message>
</context>
<context>
    <name>RowSpeech</name>
    <message>
        <source>not ticked</source>
        <translation>未勾选</translation>
    </message>
    <message>
        <source>some ticked</source>
        <translation>部分勾选</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>已勾选</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
</context>
<context>
    <name>RowText</name>
    <message>
        <source>Verifying · %1</source>
        <translation>正在校验 · %1</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>Looking for an update</source>
        <translation>正在检查更新</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>正在共享</translation>
    </message>
    <message>
        <source>Going back</source>
        <translation>正在恢复</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n 个文件，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Update</source>
        <translation>可更新</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未校验</translation>
    </message>
    <message>
        <source>without git history</source>
        <translation>无 Git 历史</translation>
    </message>
    <message>
        <source>Queued · next</source>
        <translation>排队中 · 下一个</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Resolving</source>
        <translation>正在解析</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>正在完成</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>正在重试</translation>
    </message>
    <message>
        <source>Waiting for room</source>
        <translation>等待可用空间</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>for another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>for another model</source>
        <translation>其他模型</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Does not fit · %1</source>
        <translation>放不下 · %1</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>未下载</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>已保留 %1</translation>
    </message>
    <message>
        <source>Make room, or choose another library folder; what is here already is kept.</source>
        <translation>请腾出空间，或选择其他模型库文件夹；已下载的内容会保留。</translation>
    </message>
    <message>
        <source>Choose whose files are wanted: yours, or the new ones.</source>
        <translation>请选择需要哪一方的文件：您的，还是新的。</translation>
    </message>
    <message>
        <source>Move what is there away, or choose another library folder.</source>
        <translation>请移走那里的内容，或选择其他模型库文件夹。</translation>
    </message>
    <message>
        <source>Connect the disk and try again, or choose another library folder.</source>
        <translation>请连接磁盘后重试，或选择其他模型库文件夹。</translation>
    </message>
    <message>
        <source>Check the disk and save what matters, or choose another library folder.</source>
        <translation>请检查磁盘并备份重要内容，或选择其他模型库文件夹。</translation>
    </message>
    <message>
        <source>Try it again, and report what “Copy diagnostics” says.</source>
        <translation>请重试，并报告“复制诊断信息”的内容。</translation>
    </message>
    <message>
        <source>Open its page and accept its licence. Then sign in, in the menu, with a token of that account, and check again.</source>
        <translation>请打开其页面并接受许可协议。然后在菜单中用该账号的令牌登录，再重新检查。</translation>
    </message>
    <message>
        <source>Check the spelling. For a private model sign in, in the menu, and check again.</source>
        <translation>请检查拼写。对于私有模型，请在菜单中登录，再重新检查。</translation>
    </message>
    <message>
        <source>Make a new token on the host&apos;s page, sign in with it, in the menu, and check again.</source>
        <translation>请在主机的页面上新建令牌，在菜单中用它登录，再重新检查。</translation>
    </message>
    <message>
        <source>A model is named by OWNER/NAME or by the address of its page.</source>
        <translation>请用 OWNER/NAME 或模型页面的地址指定模型。</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Server is silent</source>
        <translation>服务器无响应</translation>
    </message>
    <message>
        <source>Certificate refused</source>
        <translation>证书被拒绝</translation>
    </message>
    <message>
        <source>Missing or private</source>
        <translation>不存在或为私有</translation>
    </message>
    <message>
        <source>Access needed</source>
        <translation>需要访问权限</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Server asked to wait</source>
        <translation>服务器要求等待</translation>
    </message>
    <message>
        <source>Server is busy</source>
        <translation>服务器繁忙</translation>
    </message>
    <message>
        <source>Odd answer</source>
        <translation>响应异常</translation>
    </message>
    <message>
        <source>Disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Folder is taken</source>
        <translation>文件夹被占用</translation>
    </message>
    <message>
        <source>Unsafe repository</source>
        <translation>不安全的仓库</translation>
    </message>
    <message>
        <source>Our mistake</source>
        <translation>程序出错</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>无法理解</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>缺少所需内容</translation>
    </message>
    <message>
        <source>Library is in use</source>
        <translation>模型库正在使用</translation>
    </message>
    <message>
        <source>Disk not connected</source>
        <translation>磁盘未连接</translation>
    </message>
    <message>
        <source>Disk error</source>
        <translation>磁盘错误</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Gemma licence</source>
        <translation>Gemma 许可证</translation>
    </message>
    <message>
        <source>Llama 2 licence</source>
        <translation>Llama 2 许可证</translation>
    </message>
    <message>
        <source>Llama 3 licence</source>
        <translation>Llama 3 许可证</translation>
    </message>
    <message>
        <source>Llama 3.1 licence</source>
        <translation>Llama 3.1 许可证</translation>
    </message>
    <message>
        <source>Llama 3.2 licence</source>
        <translation>Llama 3.2 许可证</translation>
    </message>
    <message>
        <source>own licence</source>
        <translation>自有许可证</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>受限</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>Arrived damaged</source>
        <translation>收到时已损坏</translation>
    </message>
    <message>
        <source>What is here stays as it is. For the newer version choose another variant or file.</source>
        <translation>这里已有的内容保持不变。要使用新版本，请选择其他变体或文件。</translation>
    </message>
    <message>
        <source>download failed</source>
        <translation>下载失败</translation>
    </message>
    <message>
        <source>Choose another variant, or files, where the model is shown in Browse.</source>
        <translation>在“浏览”中该模型处选择其他变体或文件。</translation>
    </message>
    <message>
        <source>Choose that branch as the revision, where the model is shown in Browse.</source>
        <translation>在“浏览”中该模型处将此分支选为修订版本。</translation>
    </message>
    <message>
        <source>Choose other files, or allow these formats in the settings.</source>
        <translation>选择其他文件，或在设置中允许这些格式。</translation>
    </message>
    <message>
        <source>hf download (with hf_xet) gets it; “Take over models…”, in the menu, then makes it one of yours. Or choose other files.</source>
        <translation>hf download（带 hf_xet）可以下载它；然后用菜单中的“接管模型…”将其纳入您的模型。或选择其他文件。</translation>
    </message>
    <message>
        <source>“Take over models…”, in the menu, makes it one of yours, and a download completes it. Or move it away.</source>
        <translation>菜单中的“接管模型…”会将其纳入您的模型，再次下载即可补全。或将其移走。</translation>
    </message>
    <message>
        <source>“Take over models…”, in the menu, makes it one of yours; nothing is fetched or changed.</source>
        <translation>菜单中的“接管模型…”会将其纳入您的模型；不会下载或更改任何内容。</translation>
    </message>
    <message>
        <source>Name it: OWNER/NAME or its address.</source>
        <translation>请指明：OWNER/NAME 或其地址。</translation>
    </message>
    <message>
        <source>Name the right repository.</source>
        <translation>请指明正确的仓库。</translation>
    </message>
    <message>
        <source>Allow a copy, which takes as much room again.</source>
        <translation>允许复制，这会再占用同样多的空间。</translation>
    </message>
    <message>
        <source>for another task</source>
        <translation>等待其他任务</translation>
    </message>
</context>
<context>
    <name>SearchMessage</name>
    <message>
        <source>The Hub takes no more questions for now</source>
        <translation>Hub 暂时不再接受请求</translation>
    </message>
    <message>
        <source>It is asked again by itself. Downloads are not held up.</source>
        <translation>稍后会自动再次请求。下载不受影响。</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>This host has no search</source>
        <translation>此主机不提供搜索</translation>
    </message>
    <message>
        <source>It has models all the same: write OWNER/NAME of one, or paste its address.</source>
        <translation>但它同样有模型：请输入模型的 OWNER/NAME，或粘贴其地址。</translation>
    </message>
    <message>
        <source>The Hub could not be asked</source>
        <translation>无法向 Hub 查询</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The Hub does not answer</source>
        <translation>Hub 没有响应</translation>
    </message>
    <message>
        <source>What is here can be used. Without a connection nothing can be searched.</source>
        <translation>已有的内容可以使用。没有网络连接时无法搜索。</translation>
    </message>
    <message>
        <source>Asking the Hub…</source>
        <translation>正在向 Hub 查询…</translation>
    </message>
    <message>
        <source>Nothing that was found fits this machine</source>
        <translation>找到的模型都不适合本机</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are left out.</source>
        <translation>
            <numerusform>未显示 %n 个模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示它们</translation>
    </message>
    <message>
        <source>The Hub has no such model</source>
        <translation>Hub 上没有这样的模型</translation>
    </message>
    <message>
        <source>Without filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>The Hub has no model called “%1”</source>
        <translation>Hub 上没有名为“%1”的模型</translation>
    </message>
    <message>
        <source>Filters are set; without them there may be some.</source>
        <translation>已设置筛选条件；清除后可能会有结果。</translation>
    </message>
    <message>
        <source>Fewer words find more.</source>
        <translation>减少关键词可以找到更多。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n do not fit this machine</source>
        <translation>
            <numerusform>%n 个不适合本机</numerusform>
        </translation>
    </message>
    <message>
        <source>these are all</source>
        <translation>已全部显示</translation>
    </message>
    <message>
        <source>The search does not list “%1”</source>
        <translation>搜索结果中没有“%1”</translation>
    </message>
    <message>
        <source>The Hub has it all the same. Its details are shown.</source>
        <translation>但 Hub 上有该模型，其详细信息已显示。</translation>
    </message>
    <message>
        <source>The Hub does not answer. These are here, or were looked at before.</source>
        <translation>Hub 没有响应。以下是本地已有或先前查看过的模型。</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1.</source>
        <comment>a sentence and its stop</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a statement and its reason</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a statement and where, or what more</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a list and its next part</comment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>SettingText</name>
    <message>
        <source>the folder that downloads go into</source>
        <translation>下载到的文件夹</translation>
    </message>
    <message>
        <source>keep neither .git nor .gitattributes of new downloads</source>
        <translation>新下载的模型不保留 .git 和 .gitattributes</translation>
    </message>
    <message>
        <source>models at a time, 1 to 8</source>
        <translation>同时下载的模型数，1 到 8</translation>
    </message>
    <message>
        <source>connections at a time, of all downloads together, 1 to 16</source>
        <translation>同时使用的连接数，所有下载合计，1 到 16</translation>
    </message>
    <message>
        <source>bytes a second, of all downloads together</source>
        <translation>每秒字节数，所有下载合计</translation>
    </message>
    <message>
        <source>where large files are looked for before their host is asked</source>
        <translation>下载大文件时，先于其主机查询的位置</translation>
    </message>
    <message>
        <source>leave files out that run code when they are loaded</source>
        <translation>不下载会在加载时运行代码的文件</translation>
    </message>
    <message>
        <source>further libraries, whose models are here, too</source>
        <translation>其他模型库，其中的模型也在本机</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the window&apos;s colours: system, light, dark or high-contrast</source>
        <translation>窗口颜色：system、light、dark 或 high-contrast</translation>
    </message>
    <message>
        <source>of both programs: system, en, de or zh_CN</source>
        <translation>两个程序的语言：system、en、de 或 zh_CN</translation>
    </message>
    <message>
        <source>tell when all downloads of the window have ended</source>
        <translation>窗口的所有下载结束时通知</translation>
    </message>
    <message>
        <source>an icon of the window in the tray</source>
        <translation>在托盘中显示窗口图标</translation>
    </message>
    <message>
        <source>hours of the week without the limit of limitRate</source>
        <translation>一周中不受 limitRate 限制的时段</translation>
    </message>
    <message>
        <source>on a metered connection the window&apos;s downloads pause or go-on</source>
        <translation>在按流量计费的连接上，窗口的下载：pause（暂停）或 go-on（继续）</translation>
    </message>
    <message>
        <source>the command of afterQueue: a program and its arguments</source>
        <translation>afterQueue 的命令：程序及其参数</translation>
    </message>
    <message>
        <source>at the end of the queue: nothing, quit, sleep, shutdown, command</source>
        <translation>队列结束后的操作：nothing、quit、sleep、shutdown、command</translation>
    </message>
    <message>
        <source>the window looks daily for a newer version of Weightyard</source>
        <translation>窗口每天查看 Weightyard 是否有新版本</translation>
    </message>
</context>
<context>
    <name>SeveralRows</name>
    <message>
        <source>Open folders</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open in terminals</source>
        <translation>在终端中打开</translation>
    </message>
    <message>
        <source>Open pages</source>
        <translation>打开网页</translation>
    </message>
    <message>
        <source>These now</source>
        <translation>立即下载这些</translation>
    </message>
    <message>
        <source>Copy paths</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy ids</source>
        <translation>复制 ID</translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Look for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>Cancel downloads</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Discard downloads</source>
        <translation>放弃下载</translation>
    </message>
    <message>
        <source>Delete models…</source>
        <translation>删除模型…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1（%2/%3）</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>All of them are here</source>
        <translation>全部已在本机</translation>
    </message>
    <message>
        <source>None of them is here</source>
        <translation>均不在本机</translation>
    </message>
    <message>
        <source>%1 of %2 are here</source>
        <translation>%2 个中有 %1 个在本机</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>在磁盘上占用 %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>等另外 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) chosen</source>
        <translation>
            <numerusform>已选择 %n 个模型</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpecialCases</name>
    <message>
        <source>A file of yours would be replaced</source>
        <translation>您的一个文件会被替换</translation>
    </message>
    <message>
        <source>--keep-mine keeps your file; --take-new takes the new one, and yours is kept until the next update.</source>
        <translation>--keep-mine 保留您的文件；--take-new 采用新文件，您的文件会保留到下次更新。</translation>
    </message>
    <message>
        <source>The model has a git history that is not Weightyard&apos;s</source>
        <translation>模型的 Git 历史不属于 Weightyard</translation>
    </message>
    <message>
        <source>Bring it up to date with git pull.</source>
        <translation>请用 git pull 更新它。</translation>
    </message>
    <message>
        <source>There is nothing to go back to</source>
        <translation>没有可恢复的版本</translation>
    </message>
    <message>
        <source>Only the version before the last update is kept. An older one is downloaded with get --revision.</source>
        <translation>只保留上次更新之前的版本。更早的版本可用 get --revision 下载。</translation>
    </message>
    <message>
        <source>The git history holds what is nowhere else</source>
        <translation>Git 历史含有别处没有的内容</translation>
    </message>
    <message>
        <source>Push or undo what is your own, or keep the history.</source>
        <translation>请推送或撤销您自己的更改，或保留历史。</translation>
    </message>
    <message>
        <source>The folder cannot be moved into the library</source>
        <translation>无法将文件夹移入模型库</translation>
    </message>
    <message>
        <source>The folder cannot be replaced in one step</source>
        <translation>无法一步替换该文件夹</translation>
    </message>
    <message>
        <source>Remove the model and get it again, or let git pull do it.</source>
        <translation>请删除模型后重新获取，或用 git pull 更新。</translation>
    </message>
    <message>
        <source>This model cannot be shared with other programs</source>
        <translation>此模型无法与其他程序共享</translation>
    </message>
    <message>
        <source>Other programs find models by their names on the Hub.</source>
        <translation>其他程序按 Hub 上的名称查找模型。</translation>
    </message>
    <message>
        <source>Sharing would take as much room again</source>
        <translation>共享会再占用同样多的空间</translation>
    </message>
    <message>
        <source>With --copy it is copied.</source>
        <translation>使用 --copy 则进行复制。</translation>
    </message>
    <message>
        <source>Another program is at work there</source>
        <translation>另一个程序正在那里工作</translation>
    </message>
    <message>
        <source>Wait until it has finished, then try again.</source>
        <translation>请等待它完成，然后重试。</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>没有可撤销的内容</translation>
    </message>
    <message>
        <source>weightyard-cli share shares it.</source>
        <translation>weightyard-cli share 可共享它。</translation>
    </message>
    <message>
        <source>LM Studio was not found</source>
        <translation>未找到 LM Studio</translation>
    </message>
    <message>
        <source>Start LM Studio once, so that it makes its folder; then try again.</source>
        <translation>请启动一次 LM Studio，让它创建自己的文件夹，然后重试。</translation>
    </message>
    <message>
        <source>This file cannot be downloaded by git-lfs</source>
        <translation>此文件无法用 git-lfs 下载</translation>
    </message>
    <message>
        <source>hf download (with hf_xet) gets it; weightyard-cli adopt then takes the folder over. Or leave it out: --exclude, or another variant.</source>
        <translation>hf download（配合 hf_xet）可以获取它；之后 weightyard-cli adopt 可接管该文件夹。或者不下载它：使用 --exclude，或选择其他变体。</translation>
    </message>
    <message>
        <source>This host cannot be searched</source>
        <translation>无法在此主机上搜索</translation>
    </message>
    <message>
        <source>Name the model as OWNER/NAME. A mirror in HF_ENDPOINT may lack the search that the Hub itself has.</source>
        <translation>请用 OWNER/NAME 指定模型。HF_ENDPOINT 中的镜像可能没有 Hub 自身的搜索功能。</translation>
    </message>
    <message>
        <source>The quota is used up</source>
        <translation>配额已用完</translation>
    </message>
    <message>
        <source>Something else is in the way</source>
        <translation>此处已有其他内容</translation>
    </message>
    <message>
        <source>weightyard-cli adopt takes it over, and the next get completes it. Or move it away.</source>
        <translation>weightyard-cli adopt 可接管它，之后的 get 会补全它。或将它移走。</translation>
    </message>
    <message>
        <source>The repository is not known</source>
        <translation>不知道是哪个仓库</translation>
    </message>
    <message>
        <source>Name it: OWNER/NAME or its address (in a terminal with --repo).</source>
        <translation>请指定：OWNER/NAME 或仓库的地址（在终端中用 --repo）。</translation>
    </message>
    <message>
        <source>A file of the model was changed</source>
        <translation>模型的某个文件被更改过</translation>
    </message>
    <message>
        <source>Other programs would take it for the repository&apos;s. Move your file away and get the model again, then share it.</source>
        <translation>其他程序会把它当作仓库中的文件。请移走您的文件并重新获取模型，然后再共享。</translation>
    </message>
    <message>
        <source>Weightyard did not put this model here</source>
        <translation>此模型不是由 Weightyard 放在这里的</translation>
    </message>
    <message>
        <source>weightyard-cli adopt and the folder take it over; nothing is fetched or changed.</source>
        <translation>weightyard-cli adopt 加上该文件夹即可接管它；不会下载或更改任何内容。</translation>
    </message>
    <message>
        <source>The folder holds another model</source>
        <translation>文件夹中是另一个模型</translation>
    </message>
    <message>
        <source>Name the right repository (in a terminal with --repo).</source>
        <translation>请指定正确的仓库（在终端中用 --repo）。</translation>
    </message>
    <message>
        <source>The clone cannot be used</source>
        <translation>该克隆无法使用</translation>
    </message>
    <message>
        <source>Move the folder away and get the model.</source>
        <translation>请移走该文件夹，然后获取模型。</translation>
    </message>
    <message>
        <source>The folder belongs to another program</source>
        <translation>该文件夹属于其他程序</translation>
    </message>
    <message>
        <source>It stays as it is. Get the model: what is there is not fetched.</source>
        <translation>它保持原样。请获取该模型：已有的内容不会重新下载。</translation>
    </message>
    <message>
        <source>Adopt it where it is, without --move, or copy it into the library first.</source>
        <translation>请在原处接管，不加 --move；或先将它复制到模型库中。</translation>
    </message>
    <message>
        <source>That is not the folder of one model</source>
        <translation>这不是单个模型的文件夹</translation>
    </message>
    <message>
        <source>The copy was dropped, the original stays</source>
        <translation>已丢弃副本，原文件保留</translation>
    </message>
    <message>
        <source>Check both disks, and that no program writes to the file; then do it again.</source>
        <translation>请检查两个磁盘，并确认没有程序在写入该文件，然后重新操作。</translation>
    </message>
    <message>
        <source>A library cannot lie in another one</source>
        <translation>模型库不能位于另一个模型库之内</translation>
    </message>
    <message>
        <source>Choose a folder outside.</source>
        <translation>请选择它之外的文件夹。</translation>
    </message>
    <message>
        <source>A folder can be one library only</source>
        <translation>一个文件夹只能作为一个模型库</translation>
    </message>
    <message>
        <source>Its models are shown already.</source>
        <translation>其中的模型已经显示。</translation>
    </message>
    <message>
        <source>Its models are shown under that name.</source>
        <translation>其中的模型以该名称显示。</translation>
    </message>
    <message>
        <source>The library is in use</source>
        <translation>模型库正在使用</translation>
    </message>
    <message>
        <source>Close the window, or move the library there.</source>
        <translation>请关闭窗口，或在窗口中移动模型库。</translation>
    </message>
    <message>
        <source>Another program writes to the folder</source>
        <translation>另一个程序正在写入该文件夹</translation>
    </message>
    <message>
        <source>Wait until it has ended, then try again.</source>
        <translation>请等待它结束，然后重试。</translation>
    </message>
    <message>
        <source>Git has not finished in the clone</source>
        <translation>Git 尚未完成在克隆中的工作</translation>
    </message>
    <message>
        <source>Let git finish or abort it there, then try again.</source>
        <translation>请让 Git 在那里完成或中止，然后重试。</translation>
    </message>
    <message>
        <source>Keep the history, or remove the work trees first.</source>
        <translation>请保留历史，或先移除这些工作区。</translation>
    </message>
    <message>
        <source>Not sure what this script does</source>
        <translation>不确定此脚本的作用</translation>
    </message>
    <message>
        <source>Name its model by hand: weightyard-cli get --into DIR MODEL.</source>
        <translation>请手动指定它的模型：weightyard-cli get --into DIR MODEL。</translation>
    </message>
    <message>
        <source>A script was left out</source>
        <translation>已跳过一个脚本</translation>
    </message>
    <message>
        <source>Open the folder again when the script can be read.</source>
        <translation>脚本可以读取后，请重新打开该文件夹。</translation>
    </message>
    <message>
        <source>Not everything in the folder was looked at</source>
        <translation>没有查看文件夹中的全部内容</translation>
    </message>
    <message>
        <source>Open the folder that has the scripts themselves.</source>
        <translation>请打开脚本所在的文件夹本身。</translation>
    </message>
    <message>
        <source>Download scripts are not there</source>
        <translation>下载脚本不在那里</translation>
    </message>
    <message>
        <source>Connect their disk, or take them off the list: weightyard-cli import-scripts DIR --close.</source>
        <translation>请连接其磁盘，或将其从列表中移除：weightyard-cli import-scripts DIR --close。</translation>
    </message>
    <message>
        <source>No download scripts</source>
        <translation>没有下载脚本</translation>
    </message>
    <message>
        <source>Scripts with &apos;git clone&apos; or &apos;huggingface-cli download&apos; are found in the folder and below it.</source>
        <translation>会在该文件夹及其子文件夹中查找含有“git clone”或“huggingface-cli download”的脚本。</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>weightyard-cli list shows the folders of scripts that are open.</source>
        <translation>weightyard-cli list 会显示已打开的脚本文件夹。</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>weightyard-cli import-scripts DIR shows the models of these scripts.</source>
        <translation>weightyard-cli import-scripts DIR 会显示这些脚本的模型。</translation>
    </message>
    <message>
        <source>A clone is not whole</source>
        <translation>克隆不完整</translation>
    </message>
    <message>
        <source>Move what git left into a folder temp_clone beside it and try again: what is whole in there is not fetched again.</source>
        <translation>请将 Git 留下的内容移入旁边的文件夹 temp_clone，然后重试：其中完整的内容不会重新下载。</translation>
    </message>
    <message>
        <source>The script would be too long</source>
        <translation>脚本会太长</translation>
    </message>
    <message>
        <source>Choose fewer files, or export the whole model.</source>
        <translation>请减少所选文件，或导出整个模型。</translation>
    </message>
    <message>
        <source>A script needs the names of the files</source>
        <translation>脚本需要文件的名称</translation>
    </message>
    <message>
        <source>Get the model; weightyard-cli export-scripts then writes a script of what is here.</source>
        <translation>请获取模型；之后 weightyard-cli export-scripts 会根据已有内容写出脚本。</translation>
    </message>
    <message>
        <source>A clone has no model files</source>
        <translation>克隆中没有模型文件</translation>
    </message>
    <message>
        <source>&apos;git lfs pull&apos; in that folder brings them. Or move the folder away and get the model again.</source>
        <translation>在该文件夹中运行“git lfs pull”即可取得。或移走该文件夹，然后重新获取模型。</translation>
    </message>
    <message>
        <source>Another program may be at work</source>
        <translation>另一个程序可能正在工作</translation>
    </message>
    <message>
        <source>Wait until git has ended there, then try again.</source>
        <translation>请等待 Git 在那里结束，然后重试。</translation>
    </message>
    <message>
        <source>Changed by hand</source>
        <translation>被手动更改过</translation>
    </message>
    <message>
        <source>It was left as it is. Move it away, then try again.</source>
        <translation>它保持原样。请将其移走，然后重试。</translation>
    </message>
    <message>
        <source>Move it away, or choose another place with --to.</source>
        <translation>请将其移走，或用 --to 选择其他位置。</translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation>没有可还原的内容</translation>
    </message>
    <message>
        <source>Name the folder that was converted.</source>
        <translation>请指定转换过的文件夹。</translation>
    </message>
    <message>
        <source>Nothing to convert</source>
        <translation>没有可转换的内容</translation>
    </message>
    <message>
        <source>Scripts that say which model they get into which folder can be converted.</source>
        <translation>明确写出将哪个模型下载到哪个文件夹的脚本可以转换。</translation>
    </message>
    <message>
        <source>The proxy refused access</source>
        <translation>代理拒绝访问</translation>
    </message>
    <message>
        <source>The server does not speak https at this address</source>
        <translation>服务器在此地址不支持 https</translation>
    </message>
    <message>
        <source>The host has disabled this repository</source>
        <translation>主机已停用此仓库</translation>
    </message>
    <message>
        <source>The host may not give this out for legal reasons</source>
        <translation>由于法律原因，主机不得提供此内容</translation>
    </message>
    <message>
        <source>A quota of the host is used up</source>
        <translation>主机的配额已用完</translation>
    </message>
    <message>
        <source>The server asked to wait %1</source>
        <translation>服务器要求等待 %1</translation>
    </message>
    <message>
        <source>The server has a problem, and asked to wait %1</source>
        <translation>服务器出现问题，并要求等待 %1</translation>
    </message>
    <message>
        <source>Something on the way answers in the server&apos;s place</source>
        <translation>网络途中有其他设备代替服务器响应</translation>
    </message>
    <message>
        <source>The repository does not say which branch is meant</source>
        <translation>仓库没有说明是哪个分支</translation>
    </message>
    <message>
        <source>A file of the repository is too large for git</source>
        <translation>仓库中的某个文件对 Git 而言太大</translation>
    </message>
    <message>
        <source>A newer Weightyard wrote this file</source>
        <translation>此文件由更新版本的 Weightyard 写入</translation>
    </message>
    <message>
        <source>The model is gated: a token is needed</source>
        <translation>模型受限：需要令牌</translation>
    </message>
    <message>
        <source>The model is gated, and the account has not accepted its terms</source>
        <translation>模型受限，该账号尚未接受其条款</translation>
    </message>
    <message>
        <source>The model is gated, and its authors have not answered the request yet</source>
        <translation>模型受限，其作者尚未答复申请</translation>
    </message>
    <message>
        <source>The model is gated, and its authors have refused access</source>
        <translation>模型受限，其作者已拒绝访问</translation>
    </message>
    <message>
        <source>The token may not read gated models</source>
        <translation>该令牌无权读取受限模型</translation>
    </message>
    <message>
        <source>Access was refused; the repository is private, or there is none of this name</source>
        <translation>访问被拒绝；仓库是私有的，或没有这个名称的仓库</translation>
    </message>
    <message>
        <source>There is no repository of this name, or the account may not read it</source>
        <translation>没有这个名称的仓库，或该账号无权读取</translation>
    </message>
    <message>
        <source>The token or password was refused</source>
        <translation>令牌或密码被拒绝</translation>
    </message>
    <message>
        <source>The large files are on another host, which wants a credential</source>
        <translation>大文件在另一台需要凭据的主机上</translation>
    </message>
    <message>
        <source>The client certificate cannot be used</source>
        <translation>无法使用该客户端证书</translation>
    </message>
    <message>
        <source>A setting cannot be used</source>
        <translation>某项设置无法使用</translation>
    </message>
    <message>
        <source>A setting of the repository cannot be used</source>
        <translation>仓库的某项设置无法使用</translation>
    </message>
    <message>
        <source>Nothing is kept without a keychain</source>
        <translation>没有钥匙串就无法保存</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>钥匙串已锁定</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Write the proxy&apos;s user and password into the setting that names it: http://USER:PASSWORD@HOST:PORT.</source>
        <translation>请将代理的用户名和密码写入指定代理的设置：http://USER:PASSWORD@HOST:PORT。</translation>
    </message>
    <message>
        <source>Check the address and its port. A server without encryption is named with http://.</source>
        <translation>请检查地址及其端口。未加密的服务器以 http:// 指定。</translation>
    </message>
    <message>
        <source>Nothing on this side helps: take the model from another place, or ask its owner.</source>
        <translation>在本机无法解决：请从其他地方获取该模型，或询问其所有者。</translation>
    </message>
    <message>
        <source>Its owner can raise it. Else try again when it begins anew, or take the model from another place; what is here is kept.</source>
        <translation>其所有者可以提高配额。否则请在配额重新开始计算后重试，或从其他地方获取该模型；已下载的内容会保留。</translation>
    </message>
    <message>
        <source>Try again after that time; it goes on where it stopped.</source>
        <translation>请在此时间之后重试；下载会从中断处继续。</translation>
    </message>
    <message>
        <source>The network may want you to sign in: open any page in a browser, then try again.</source>
        <translation>网络可能要求您登录：请在浏览器中打开任意页面，然后重试。</translation>
    </message>
    <message>
        <source>Name one of these with --revision.</source>
        <translation>请用 --revision 指定其中之一。</translation>
    </message>
    <message>
        <source>Its owner can move it into LFS. Nothing was written.</source>
        <translation>其所有者可以将它移入 LFS。没有写入任何内容。</translation>
    </message>
    <message>
        <source>Update Weightyard, or move the file away. It was not touched.</source>
        <translation>请更新 Weightyard，或移走该文件。该文件未被改动。</translation>
    </message>
    <message>
        <source>Open that page in a browser and accept its licence; then sign in with a token of that account, or set HF_TOKEN, and try again.</source>
        <translation>请在浏览器中打开该页面并接受其许可协议；然后用该账号的令牌登录，或设置 HF_TOKEN，再重试。</translation>
    </message>
    <message>
        <source>Open that page in a browser, signed in as the account of the token, and accept its licence; then try again.</source>
        <translation>请在浏览器中以令牌所属的账号登录并打开该页面，接受其许可协议，然后重试。</translation>
    </message>
    <message>
        <source>Try again when they have; the page says so, and so does an e-mail.</source>
        <translation>请在作者答复后重试；页面上会显示，也会有电子邮件通知。</translation>
    </message>
    <message>
        <source>A request cannot be made twice: write to the authors, or choose another model.</source>
        <translation>不能重复申请：请联系作者，或选择其他模型。</translation>
    </message>
    <message>
        <source>Allow it there, or make a token of the kind &quot;read&quot; and sign in with it; then try again.</source>
        <translation>请在那里授予权限，或新建“read”类型的令牌并用它登录，然后重试。</translation>
    </message>
    <message>
        <source>Check the spelling. For a private model sign in or set HF_TOKEN, or store a credential with git.</source>
        <translation>请检查拼写。对于私有模型，请登录、设置 HF_TOKEN，或在 Git 中保存凭据。</translation>
    </message>
    <message>
        <source>Check the spelling. If the model is private, its owner has to let the account in, and a fine-grained token has to name it.</source>
        <translation>请检查拼写。如果模型是私有的，其所有者需要允许该账号访问，细粒度令牌也需要包含该模型。</translation>
    </message>
    <message>
        <source>Make a new one in the host&apos;s settings and sign in with it. What HF_TOKEN holds goes before that.</source>
        <translation>请在主机的设置中新建一个，并用它登录。HF_TOKEN 中的值优先。</translation>
    </message>
    <message>
        <source>Only the repository names that host. If you trust it, set lfs.url in your own git configuration to its address.</source>
        <translation>只有仓库指定了该主机。如果您信任它，请在自己的 Git 配置中将 lfs.url 设为其地址。</translation>
    </message>
    <message>
        <source>git&apos;s http.sslCert and http.sslKey name it and its key, as PEM files without a password.</source>
        <translation>Git 的 http.sslCert 和 http.sslKey 指定证书及其密钥，应为没有密码的 PEM 文件。</translation>
    </message>
    <message>
        <source>Set lfs.url in your own git configuration to the https address of its LFS server.</source>
        <translation>请在自己的 Git 配置中将 lfs.url 设为其 LFS 服务器的 https 地址。</translation>
    </message>
    <message>
        <source>Start one (gnome-keyring, KWallet), or set HF_TOKEN, or store a credential with git.</source>
        <translation>请启动一个（gnome-keyring、KWallet），或设置 HF_TOKEN，或在 Git 中保存凭据。</translation>
    </message>
    <message>
        <source>Unlock it, then try again.</source>
        <translation>请解锁，然后重试。</translation>
    </message>
    <message>
        <source>weightyard-cli status shows what is installed.</source>
        <translation>weightyard-cli status 可显示已安装的模型。</translation>
    </message>
    <message>
        <source>Sign in first, or name the host as it was then.</source>
        <translation>请先登录，或按登录时的写法指定主机。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help&apos; lists the commands.</source>
        <translation>“weightyard-cli help”会列出各命令。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help %1&apos; lists the options.</source>
        <translation>“weightyard-cli help %1”会列出各选项。</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>没有更改任何内容</translation>
    </message>
    <message>
        <source>Add --yes to the command; --dry-run shows what it would do.</source>
        <translation>请在命令中加上 --yes；--dry-run 会显示将要进行的操作。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli list&apos; shows the families and models on offer.</source>
        <translation>“weightyard-cli list”会显示可用的系列和模型。</translation>
    </message>
    <message>
        <source>The model has nothing of that name</source>
        <translation>模型中没有这个名称的内容</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli files MODEL&apos; shows its variants and files.</source>
        <translation>“weightyard-cli files MODEL”会显示其变体和文件。</translation>
    </message>
    <message>
        <source>No model was chosen</source>
        <translation>未选择模型</translation>
    </message>
    <message>
        <source>weightyard-cli get --scripts %2 --all gets all of them; in the place of --all, names get some.</source>
        <translation>weightyard-cli get --scripts %2 --all 获取全部；将 --all 换成名称则获取部分。</translation>
    </message>
    <message>
        <source>Check how the folder is written; a disk may have to be connected.</source>
        <translation>请检查文件夹的写法；可能需要先连接磁盘。</translation>
    </message>
    <message>
        <source>A folder is needed</source>
        <translation>需要一个文件夹</translation>
    </message>
    <message>
        <source>Name a folder that is there.</source>
        <translation>请指定一个存在的文件夹。</translation>
    </message>
    <message>
        <source>A script was left as it is</source>
        <translation>有一个脚本保持原样</translation>
    </message>
    <message>
        <source>Move that file away, then convert again.</source>
        <translation>请移走该文件，然后重新转换。</translation>
    </message>
    <message>
        <source>The library belongs to another user</source>
        <translation>该模型库属于其他用户</translation>
    </message>
    <message>
        <source>Models that can be read are shown as not verified, and can be used. Ask the library&apos;s owner for access, or choose a library of your own.</source>
        <translation>可读取的模型显示为未校验，可以使用。请向模型库的所有者申请访问权限，或选择自己的模型库。</translation>
    </message>
    <message>
        <source>Name the folder of one model. A library as a whole is named in the setting “libraries”: then its models are here, too.</source>
        <translation>请指定单个模型的文件夹。整个模型库请在设置“libraries”中指定：其中的模型随即可用。</translation>
    </message>
    <message>
        <source>The command was not run</source>
        <translation>命令未运行</translation>
    </message>
    <message>
        <source>Name a program that is there, by its whole path where need be. No shell reads the command.</source>
        <translation>请指定存在的程序，必要时写完整路径。命令不经过 shell。</translation>
    </message>
    <message>
        <source>Name one in the settings.</source>
        <translation>请在设置中指定一个。</translation>
    </message>
    <message>
        <source>The folder cannot be opened in a terminal</source>
        <translation>无法在终端中打开该文件夹</translation>
    </message>
    <message>
        <source>Install a terminal program, or name yours in the variable TERMINAL.</source>
        <translation>请安装一个终端程序，或在变量 TERMINAL 中指定您的终端程序。</translation>
    </message>
    <message>
        <source>The folder cannot be shown</source>
        <translation>无法显示该文件夹</translation>
    </message>
    <message>
        <source>Install a file manager, or copy the path and go there another way.</source>
        <translation>请安装文件管理器，或复制路径后用其他方式打开。</translation>
    </message>
    <message>
        <source>The page cannot be shown</source>
        <translation>无法显示该网页</translation>
    </message>
    <message>
        <source>Install a browser, or copy the address and open it elsewhere.</source>
        <translation>请安装浏览器，或复制地址后在别处打开。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli remove %2&apos; removes the model.</source>
        <translation>“weightyard-cli remove %2”会删除该模型。</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>请去掉其中一个。</translation>
    </message>
    <message>
        <source>Name one model, or leave the option out.</source>
        <translation>请只指定一个模型，或去掉该选项。</translation>
    </message>
    <message>
        <source>Try again after that; signing in raises the quota.</source>
        <translation>请在此时间之后重试；登录可提高配额。</translation>
    </message>
    <message>
        <source>Try again after that.</source>
        <translation>请在此时间之后重试。</translation>
    </message>
    <message>
        <source>Try again after that time; it goes on where it stopped. Without a token the limit is lower.</source>
        <translation>请在此时间之后重试；下载会从中断处继续。没有令牌时限额更低。</translation>
    </message>
    <message>
        <source>Choose it as the revision: --revision %1.</source>
        <translation>请将它选作修订版本：--revision %1。</translation>
    </message>
    <message>
        <source>Nothing is left to download</source>
        <translation>没有可下载的内容</translation>
    </message>
    <message>
        <source>Without --safe, and without the setting safe, they come; a file that --file names comes in any case.</source>
        <translation>不使用 --safe 且不启用设置 safe 时会下载它们；由 --file 指名的文件总会下载。</translation>
    </message>
    <message>
        <source>Something else is at work there</source>
        <translation>那里正在进行其他任务</translation>
    </message>
    <message>
        <source>Wait until it has ended, or pause the downloads.</source>
        <translation>请等待其结束，或暂停下载。</translation>
    </message>
    <message>
        <source>The last copy of the model stays</source>
        <translation>模型的最后一份副本予以保留</translation>
    </message>
    <message>
        <source>Download the model first, or delete it in the other program.</source>
        <translation>请先下载该模型，或在另一程序中删除它。</translation>
    </message>
    <message>
        <source>Nothing is written through a link</source>
        <translation>不会通过链接写入任何内容</translation>
    </message>
    <message>
        <source>Put a good copy where the link leads and verify the model again. Or delete the link and get the model again: what it led to comes into the model&apos;s folder.</source>
        <translation>请在链接指向的位置放一份完好的副本，然后重新校验模型。或者删除链接并重新获取模型：它所指向的内容会放入模型的文件夹。</translation>
    </message>
    <message>
        <source>Give folders and models names in UTF-8.</source>
        <translation>请为文件夹和模型使用 UTF-8 名称。</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Looking for another window of Weightyard…</source>
        <translation>正在查找其他 Weightyard 窗口…</translation>
    </message>
    <message>
        <source>Waiting for the settings in %1.
Is their disk connected?</source>
        <translation>正在等待 %1 中的设置。
其磁盘是否已连接？</translation>
    </message>
    <message>
        <source>Waiting for git&apos;s configuration.
Is the disk that holds it connected?</source>
        <translation>正在等待 Git 的配置。
存放它的磁盘是否已连接？</translation>
    </message>
</context>
<context>
    <name>StartFailure</name>
    <message>
        <source>There is no display that can be used%1; weightyard-cli does the same in a terminal.</source>
        <translation>没有可用的显示器%1；weightyard-cli 可在终端中完成同样的工作。</translation>
    </message>
    <message>
        <source>Weightyard cannot start.</source>
        <translation>Weightyard 无法启动。</translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message numerus="yes">
        <source>%n more file(s)</source>
        <translation>
            <numerusform>另外 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: known already, in %2</source>
        <translation>%1：已在记录中，位于 %2</translation>
    </message>
    <message>
        <source>%1: would be adopted, in %2</source>
        <translation>%1：将被接管，位于 %2</translation>
    </message>
    <message>
        <source>%1: moved to %2</source>
        <translation>%1：已移到 %2</translation>
    </message>
    <message>
        <source>%1: adopted, in %2</source>
        <translation>%1：已接管，位于 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of commit %1, %2</source>
        <translation>
            <numerusform>提交 %1 的 %n 个文件，%2</numerusform>
        </translation>
    </message>
    <message>
        <source>missing: %1</source>
        <translation>缺失：%1</translation>
    </message>
    <message>
        <source>different, stays as it is: %1</source>
        <translation>不同，保持原样：%1</translation>
    </message>
    <message>
        <source>not of the model, stays: %1</source>
        <translation>不属于模型，保留：%1</translation>
    </message>
    <message>
        <source>This fetches what is missing:</source>
        <translation>以下命令下载缺失的内容：</translation>
    </message>
    <message>
        <source>Comparing: %1 of %2</source>
        <translation>正在比较：%1 / %2</translation>
    </message>
    <message>
        <source>take over folders that others made</source>
        <translation>接管他人创建的文件夹</translation>
    </message>
    <message>
        <source>Takes folders with models that git, huggingface-cli, LM Studio or a colleague
made into the records: compares their files with the repository&apos;s commit by
size and hash, and fetches, changes and deletes nothing. What is missing the
next get brings, into the same folder. --find lists what huggingface_hub, LM
Studio, Ollama and Jan have on this machine; with --yes it is adopted.
</source>
        <translation>将 Git、huggingface-cli、LM Studio 或同事创建的模型文件夹纳入记录：按大小和
哈希值将其文件与仓库的提交进行比较，不下载、更改或删除任何内容。缺失的内容由
下一次 get 下载到同一文件夹。--find 列出 huggingface_hub、LM Studio、Ollama 和
Jan 在本机上的模型；加上 --yes 则接管它们。
</translation>
    </message>
    <message>
        <source>here already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>adopted</source>
        <translation>已接管</translation>
    </message>
    <message>
        <source>used when a download wants it</source>
        <translation>下载需要时使用</translation>
    </message>
    <message>
        <source>not adopted</source>
        <translation>未接管</translation>
    </message>
    <message>
        <source>can be adopted</source>
        <translation>可以接管</translation>
    </message>
    <message>
        <source>No models of other programs were found.</source>
        <translation>未找到其他程序的模型。</translation>
    </message>
    <message>
        <source>With --yes those are adopted that can be.</source>
        <translation>使用 --yes 可接管其中能够接管的模型。</translation>
    </message>
    <message>
        <source>Downloads will not work yet: see what is marked with ✗.</source>
        <translation>目前还无法下载：请查看标有 ✗ 的项目。</translation>
    </message>
    <message>
        <source>Downloads work; what is marked with ! would be of use.</source>
        <translation>可以下载；标有 ! 的项目解决后会更好。</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>see whether all is there that downloads need</source>
        <translation>检查下载所需的一切是否就绪</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Git histories (--git-history)</source>
        <translation>Git 历史（--git-history）</translation>
    </message>
    <message>
        <source>Second copies that git-lfs keeps, in git histories (--lfs-store)</source>
        <translation>Git 历史中由 git-lfs 保存的第二份副本（--lfs-store）</translation>
    </message>
    <message>
        <source>Unfinished downloads (--leftovers)</source>
        <translation>未完成的下载（--leftovers）</translation>
    </message>
    <message>
        <source>Previous versions (--leftovers)</source>
        <translation>先前版本（--leftovers）</translation>
    </message>
    <message>
        <source>Leftovers (--leftovers)</source>
        <translation>残留文件（--leftovers）</translation>
    </message>
    <message>
        <source>%1 (goes on in the window, stays)</source>
        <translation>%1（在窗口中继续，保留）</translation>
    </message>
    <message>
        <source>shared with other files; frees %1</source>
        <translation>与其他文件共享；可释放 %1</translation>
    </message>
    <message numerus="yes">
        <source>Clean %n place(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>清理 %n 处？可释放 %1。[y/N] </numerusform>
        </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Nothing to clean in %1.</source>
        <translation>%1 中没有可清理的内容。</translation>
    </message>
    <message>
        <source>That would free %1.</source>
        <translation>将释放 %1。</translation>
    </message>
    <message>
        <source>%1 could be freed. Nothing was changed.</source>
        <translation>可释放 %1。没有更改任何内容。</translation>
    </message>
    <message>
        <source>%1 freed.</source>
        <translation>已释放 %1。</translation>
    </message>
    <message>
        <source>say what can be freed, and free it</source>
        <translation>显示可释放的空间，并释放它</translation>
    </message>
    <message>
        <source>Without an option lists what takes room, each with its bytes, and changes
nothing: models, git histories, the second copies that git-lfs keeps, unfinished
downloads, previous versions and leftovers. With options it asks and then takes
these away: of all models, or of those with one of the given words in their
name.
</source>
        <translation>不加选项时，列出占用空间的内容及其字节数，不更改任何内容：模型、Git 历史、
git-lfs 保存的第二份副本、未完成的下载、先前版本和残留文件。加上选项时，先询问，
再移除这些内容：针对所有模型，或名称中含有所给词语之一的模型。
</translation>
    </message>
    <message>
        <source>Git configuration that cannot be read is left out: %1</source>
        <translation>无法读取的 Git 配置已被忽略：%1</translation>
    </message>
    <message>
        <source>this text</source>
        <translation>显示此帮助</translation>
    </message>
    <message>
        <source>Usage: weightyard-cli COMMAND [options]

Gets model weights from Git + Git LFS hosts onto a disk.

Commands:
</source>
        <translation>用法：weightyard-cli COMMAND [options]

从 Git + Git LFS 主机将模型权重下载到磁盘。

命令：
</translation>
    </message>
    <message>
        <source>more about a command</source>
        <translation>某个命令的详细说明</translation>
    </message>
    <message>
        <source>
Options of every command:
</source>
        <translation>
各命令通用的选项：
</translation>
    </message>
    <message>
        <source>the program&apos;s version</source>
        <translation>程序的版本</translation>
    </message>
    <message>
        <source>Usage: weightyard-cli %1 [options]%2</source>
        <translation>用法：weightyard-cli %1 [options]%2</translation>
    </message>
    <message>
        <source>MODEL is an id or a name of the catalogue, a part of an id that only one model
has, OWNER/NAME on the Hugging Face Hub, the address of its page as copied from
a browser, or the https address of any Git + LFS repository.
</source>
        <translation>MODEL 是模型清单中的 ID 或名称、只有一个模型才有的部分 ID、Hugging Face Hub 上
的 OWNER/NAME、从浏览器复制的模型页面地址，或任何 Git + LFS 仓库的 https 地址。
</translation>
    </message>
    <message>
        <source>
Options:
</source>
        <translation>
选项：
</translation>
    </message>
    <message>
        <source>Would restore %1</source>
        <translation>将还原 %1</translation>
    </message>
    <message>
        <source>Restored %1</source>
        <translation>已还原 %1</translation>
    </message>
    <message>
        <source>Would convert %1</source>
        <translation>将转换 %1</translation>
    </message>
    <message>
        <source>Converted %1</source>
        <translation>已转换 %1</translation>
    </message>
    <message>
        <source>Is converted already: %1</source>
        <translation>已经转换过：%1</translation>
    </message>
    <message>
        <source>Names the scripts that it runs, and stays as it is: %1</source>
        <translation>写明所运行脚本的名称，保持原样：%1</translation>
    </message>
    <message>
        <source>bring old download scripts up to date</source>
        <translation>更新旧的下载脚本</translation>
    </message>
    <message>
        <source>Puts scripts as export-scripts writes them in the place of the download scripts
in a folder and below it; the originals stay beside them as *.bak. A script that
is not understood is named and stays.
</source>
        <translation>将文件夹及其子文件夹中的下载脚本替换为 export-scripts 所写的脚本；原文件以
*.bak 保留在旁边。无法理解的脚本会列出名称，并保持原样。
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli convert ~/project/Tests
  weightyard-cli convert ~/project/Tests --rollback
</source>
        <translation>示例：
  weightyard-cli convert ~/project/Tests
  weightyard-cli convert ~/project/Tests --rollback
</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>受限</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>It does not fit: %1 too much. In this order there is room for %2 of %3.</source>
        <translation>放不下：超出 %1。按此顺序可放下 %3 个中的 %2 个。</translation>
    </message>
    <message>
        <source>Whether it fits is known when the download begins.</source>
        <translation>下载开始后才知道是否放得下。</translation>
    </message>
    <message numerus="yes">
        <source>It fits without %n model(s) of unknown size.</source>
        <translation>
            <numerusform>不计 %n 个大小未知的模型，可以放下。</numerusform>
        </translation>
    </message>
    <message>
        <source>It fits.</source>
        <translation>可以放下。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 to get, %3 free for it in %4.</source>
        <translation>
            <numerusform>%n 个模型，共 %1；需下载 %2，%4 中可用 %3。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 to get.</source>
        <translation>
            <numerusform>%n 个模型，共 %1；需下载 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it go into %2, where %3 are free for it.</source>
        <translation>其中 %1 放入 %2，那里可用 %3。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>exact sizes, what is missing, does it fit</source>
        <translation>准确大小、缺少的内容、是否放得下</translation>
    </message>
    <message>
        <source>Asks the Hub for exact sizes and says what is missing and whether it fits.
Nothing is downloaded.
</source>
        <translation>向 Hub 查询准确大小，并说明缺少哪些内容、是否放得下。
不下载任何内容。
</translation>
    </message>
    <message>
        <source>This gets them:</source>
        <translation>以下命令获取它们：</translation>
    </message>
    <message>
        <source>write a catalogue that pins commits</source>
        <translation>写出固定提交的模型清单</translation>
    </message>
    <message>
        <source>Writes a catalogue file with the commit of each model: the one that is
installed, else the newest of its host. With it every machine gets the same
bytes.
</source>
        <translation>写出一个模型清单文件，其中有每个模型的提交：已安装的提交，否则为其主机上最新的
提交。有了它，每台机器得到的数据完全相同。
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli export-catalogue phi-2 gemma-2-2b --to team.json
  weightyard-cli get --catalogue team.json --all
</source>
        <translation>示例：
  weightyard-cli export-catalogue phi-2 gemma-2-2b --to team.json
  weightyard-cli get --catalogue team.json --all
</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>Would write %1.</source>
        <translation>将写入 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%1: the script gets %n of its files, at commit %2.</source>
        <translation>
            <numerusform>%1：脚本获取其中 %n 个文件，提交为 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>write download scripts for other machines</source>
        <translation>为其他机器写出下载脚本</translation>
    </message>
    <message>
        <source>Writes a download.sh for each model, in a folder of its own below --to, and two
at the top: one that runs all of them, and a template. They need a POSIX shell,
git and git-lfs, and no Weightyard. Of a model with chosen files
(OWNER/NAME:TAG, the address of a file, or as it is here) they get these, at a
fixed commit.
</source>
        <translation>在 --to 之下为每个模型写出一个 download.sh，各在自己的文件夹中；在顶层另写两个：
一个运行全部脚本，一个是模板。它们需要 POSIX shell、git 和 git-lfs，不需要
Weightyard。对于选定了文件的模型（OWNER/NAME:TAG、文件的地址，或按已有内容），
只获取这些文件，并固定提交。
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli export-scripts phi-2 --to ./scripts
  weightyard-cli export-scripts Qwen/Qwen3-8B-GGUF:Q4_K_M --to ./scripts
  weightyard-cli export-scripts --all --remove-git --to ./scripts
</source>
        <translation>示例：
  weightyard-cli export-scripts phi-2 --to ./scripts
  weightyard-cli export-scripts Qwen/Qwen3-8B-GGUF:Q4_K_M --to ./scripts
  weightyard-cli export-scripts --all --remove-git --to ./scripts
</translation>
    </message>
    <message>
        <source>Choose another folder with --library.</source>
        <translation>请用 --library 选择其他文件夹。</translation>
    </message>
    <message>
        <source>Give more of its name, or its folder.</source>
        <translation>请给出更完整的名称，或其文件夹。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help %1&apos; says what it takes.</source>
        <translation>“weightyard-cli help %1”会说明它的用法。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli list&apos; shows the families and models on offer.</source>
        <translation>“weightyard-cli list”会显示可用的系列和模型。</translation>
    </message>
    <message>
        <source>double</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>may run code (%1)</source>
        <translation>可能运行代码（%1）</translation>
    </message>
    <message>
        <source>scanned: %1</source>
        <translation>扫描结果：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1.</source>
        <translation>
            <numerusform>%n 个文件，共 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it are doubles: the same weights in another format.</source>
        <translation>其中 %1 是重复内容：另一种格式的相同权重。</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>list a model&apos;s files and variants</source>
        <translation>列出模型的文件和变体</translation>
    </message>
    <message>
        <source>Lists the files of a model with their sizes, and its variants: each
quantisation of GGUF files, each folder with weights. Nothing is downloaded.
</source>
        <translation>列出模型的文件及其大小，以及各变体：GGUF 文件的每种量化、每个含有权重的文件夹。
不下载任何内容。
</translation>
    </message>
    <message>
        <source>Left out, no room for: %1</source>
        <translation>已跳过，空间不足：%1</translation>
    </message>
    <message>
        <source>Left out, here but not connected: %1</source>
        <translation>已跳过，已有但未连接：%1</translation>
    </message>
    <message>
        <source>Certificate checks stay on; ignored: %1</source>
        <translation>证书检查保持启用；已忽略：%1</translation>
    </message>
    <message>
        <source>%1: into %2</source>
        <translation>%1：放入 %2</translation>
    </message>
    <message>
        <source>download models</source>
        <translation>下载模型</translation>
    </message>
    <message>
        <source>Downloads models: every byte verified, resumable, published only when complete.
</source>
        <translation>下载模型：校验每个字节，可断点续传，完整之后才出现在文件夹中。
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
        <translation>示例：
  weightyard-cli get phi-2 Llama-3.2-1B
  weightyard-cli get --family Gemma --remove-git
  weightyard-cli get owner/name-GGUF --variant Q4_K_M
  weightyard-cli get --into ./model https://git.example.org/team/model.git

凭据：HF_TOKEN、login、.netrc、Git 的凭据助手和 askpass，或地址中的用户信息。
镜像：见 settings。
</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>正在停止...</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s): %1 downloaded, %2 already here, %3 failed, %4 stopped</source>
        <translation>
            <numerusform>%n 个模型：%1 个已下载，%2 个已有，%3 个失败，%4 个已停止</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>%1 次下载</translation>
    </message>
    <message>
        <source>%1 bits a weight</source>
        <translation>每权重 %1 位</translation>
    </message>
    <message>
        <source>shards are missing</source>
        <translation>分片缺失</translation>
    </message>
    <message>
        <source>gated: its authors answer each request</source>
        <translation>受限：由其作者逐个答复申请</translation>
    </message>
    <message>
        <source>gated: its terms have to be accepted</source>
        <translation>受限：需要接受其条款</translation>
    </message>
    <message>
        <source>Templates: %1</source>
        <translation>模板：%1</translation>
    </message>
    <message>
        <source>These call the others: %1</source>
        <translation>以下脚本调用其他脚本：%1</translation>
    </message>
    <message>
        <source>This gets what is missing:</source>
        <translation>以下命令获取缺失的内容：</translation>
    </message>
    <message>
        <source>Would close %1.</source>
        <translation>将关闭 %1。</translation>
    </message>
    <message>
        <source>%1 is closed. No file in it was touched.</source>
        <translation>已关闭 %1。其中的文件均未改动。</translation>
    </message>
    <message>
        <source>open a folder of download scripts</source>
        <translation>打开含有下载脚本的文件夹</translation>
    </message>
    <message>
        <source>Reads the download scripts in a folder and below it, as data: none is run. Shows
their models and what is there already, names with file and line what it is not
sure of, and keeps the folder on the list until it is closed.
</source>
        <translation>将文件夹及其子文件夹中的下载脚本作为数据读取：不运行任何脚本。显示其中的模型和
已有的内容，对不确定之处给出文件和行号，并将该文件夹保留在列表中，直到关闭。
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli import-scripts ~/project/Tests
  weightyard-cli get --scripts ~/project/Tests --all
  weightyard-cli import-scripts ~/project/Tests --close
</source>
        <translation>示例：
  weightyard-cli import-scripts ~/project/Tests
  weightyard-cli get --scripts ~/project/Tests --all
  weightyard-cli import-scripts ~/project/Tests --close
</translation>
    </message>
    <message>
        <source>%1, by its name</source>
        <translation>%1（根据名称）</translation>
    </message>
    <message numerus="yes">
        <source> and %n other(s)</source>
        <translation>
            <numerusform> 等另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>scanned, nothing found</source>
        <translation>已扫描，未发现问题</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>未扫描</translation>
    </message>
    <message>
        <source>its configuration names Python code to run: %1</source>
        <translation>其配置指定要运行的 Python 代码：%1</translation>
    </message>
    <message>
        <source>it has Python files: %1</source>
        <translation>含有 Python 文件：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n file(s))</source>
        <translation>
            <numerusform>%1（%n 个文件）</numerusform>
        </translation>
    </message>
    <message>
        <source>may run code when loaded: %1</source>
        <translation>加载时可能运行代码：%1</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个 token</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问权限</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%n 个文件，共 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>what is known of a model</source>
        <translation>显示模型的已知信息</translation>
    </message>
    <message>
        <source>Says what is known of a model before anything is downloaded: size, licence,
gate and whether it opens for you, variants, branches, formats that may run
code, what scanners said.
</source>
        <translation>在下载之前显示模型的已知信息：大小、许可证、访问限制以及您能否访问、变体、分支、
可能运行代码的格式、扫描结果。
</translation>
    </message>
    <message>
        <source>Library: %1</source>
        <translation>模型库：%1</translation>
    </message>
    <message>
        <source>Further library: %1</source>
        <translation>其他模型库：%1</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>show the models on offer and what is here</source>
        <translation>显示可用的模型和已有的模型</translation>
    </message>
    <message>
        <source>User of %1: </source>
        <translation>%1 的用户名： </translation>
    </message>
    <message>
        <source>Token of %1: </source>
        <translation>%1 的令牌： </translation>
    </message>
    <message>
        <source>Password or token of %1: </source>
        <translation>%1 的密码或令牌： </translation>
    </message>
    <message>
        <source>The token of %1 is in the system&apos;s keychain.</source>
        <translation>%1 的令牌已在系统钥匙串中。</translation>
    </message>
    <message>
        <source>Signed in to %1 as %2. The secret is in the system&apos;s keychain.</source>
        <translation>已以 %2 的身份登录 %1。密码或令牌已存入系统钥匙串。</translation>
    </message>
    <message>
        <source>Signed out of %1.</source>
        <translation>已退出登录 %1。</translation>
    </message>
    <message>
        <source>keep a token in the system&apos;s keychain</source>
        <translation>将令牌保存到系统钥匙串</translation>
    </message>
    <message>
        <source>Asks for a token of the Hub, or for user and password of another HOST, tries the
token, and keeps it in the system&apos;s keychain. Downloads use it where HF_TOKEN
is not set.
</source>
        <translation>询问 Hub 的令牌，或另一个 HOST 的用户名和密码，尝试使用，并保存到系统钥匙串。
未设置 HF_TOKEN 时，下载会使用它。
</translation>
    </message>
    <message>
        <source>take it out of the keychain again</source>
        <translation>将令牌从钥匙串中移除</translation>
    </message>
    <message>
        <source>Removes what login kept for the Hub, or for HOST.
</source>
        <translation>移除 login 为 Hub 或 HOST 保存的内容。
</translation>
    </message>
    <message>
        <source>Standard output could not be written.</source>
        <translation>无法写入标准输出。</translation>
    </message>
    <message>
        <source>Give folders and models names in UTF-8.</source>
        <translation>请为文件夹和模型使用 UTF-8 名称。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help&apos; lists the commands.</source>
        <translation>“weightyard-cli help”会列出各命令。</translation>
    </message>
    <message>
        <source>&apos;weightyard-cli help %1&apos; lists the options.</source>
        <translation>“weightyard-cli help %1”会列出各选项。</translation>
    </message>
    <message numerus="yes">
        <source>%1: all of %n object(s) are there</source>
        <translation>
            <numerusform>%1：%n 个对象均已存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s), %2, would be added</source>
        <translation>
            <numerusform>%1：将添加 %n 个对象，%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s) added, %2</source>
        <translation>
            <numerusform>%1：已添加 %n 个对象，%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s) added, %2, without taking room</source>
        <translation>
            <numerusform>%1：已添加 %n 个对象，%2，不占用空间</numerusform>
        </translation>
    </message>
    <message>
        <source>No models are installed in %1.</source>
        <translation>%1 中没有安装模型。</translation>
    </message>
    <message>
        <source>fill a folder that serves others as a mirror</source>
        <translation>填充一个供他人用作镜像的文件夹</translation>
    </message>
    <message>
        <source>Puts the large files of installed models, or with --all of every one, into a
folder that any web server, bucket or CDN can give out: DIR/ab/cd/OID. By
reflink, hard link or copy; what is there already stays. Others use it with
&apos;settings set mirrors ADDRESS#static&apos;.
</source>
        <translation>将已安装模型的大文件（加上 --all 则为所有已安装的模型）放入一个文件夹，任何 Web
服务器、存储桶或 CDN 都可以提供它：DIR/ab/cd/OID。通过 reflink、硬链接或复制；
已有的内容保持不变。他人可通过“settings set mirrors ADDRESS#static”使用它。
</translation>
    </message>
    <message>
        <source>%1: the Hub does not answer; this is what it said at %2.</source>
        <translation>%1：Hub 没有响应；以下是它在 %2 给出的信息。</translation>
    </message>
    <message>
        <source>%1: this host tells files only, by its git repository.</source>
        <translation>%1：此主机只通过其 Git 仓库给出文件。</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Here, not verified</source>
        <translation>已有，未校验</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1; %2 here, %3 to get.</source>
        <translation>
            <numerusform>%n 个模型，共 %1；已有 %2，需下载 %3。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The size of %n is not known yet.</source>
        <translation>
            <numerusform>尚不知道其中 %n 个的大小。</numerusform>
        </translation>
    </message>
    <message>
        <source>Moving: %1 of %2</source>
        <translation>正在移动：%1 / %2</translation>
    </message>
    <message>
        <source>Waiting. %1</source>
        <translation>正在等待。%1</translation>
    </message>
    <message>
        <source>%1: %2, would be copied and removed here</source>
        <translation>%1：%2，将复制，并从此处移除</translation>
    </message>
    <message>
        <source>%1: %2, would be renamed</source>
        <translation>%1：%2，将重命名</translation>
    </message>
    <message>
        <source>%1: %2, was there already</source>
        <translation>%1：%2，原本就在那里</translation>
    </message>
    <message>
        <source>%1: %2, moved</source>
        <translation>%1：%2，已移动</translation>
    </message>
    <message>
        <source>%1 is no model of this library, and stays</source>
        <translation>%1 不是此模型库的模型，保留</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有更改任何内容。</translation>
    </message>
    <message>
        <source>The library is %1 from now on.</source>
        <translation>从现在起，模型库为 %1。</translation>
    </message>
    <message>
        <source>The models are in %1 from now on.</source>
        <translation>从现在起，模型位于 %1。</translation>
    </message>
    <message>
        <source>%1 is shown as a further library.</source>
        <translation>%1 作为其他模型库显示。</translation>
    </message>
    <message>
        <source>make another folder the library, with its models</source>
        <translation>将模型库连同其模型改到另一个文件夹</translation>
    </message>
    <message>
        <source>Moves the models of the library to another folder, by renames or, to another
volume, by copies that are checked before the originals go, and makes that
folder the library. Unfinished downloads move, too. A move that was stopped
goes on when the same command is run again: until then the models are in
both folders, and all of them are shown.
</source>
        <translation>将模型库中的模型移到另一个文件夹：同一卷上重命名；到另一个卷则复制，检查无误后
再移除原文件。然后将该文件夹设为模型库。未完成的下载也一并移动。移动停止后，
再次运行同一命令即可继续：在此之前，模型分布在两个文件夹中，并全部显示。
</translation>
    </message>
    <message>
        <source>every model of the catalogue (mirror: every one that is
installed)</source>
        <translation>模型清单中的所有模型（mirror：所有已安装的模型）</translation>
    </message>
    <message>
        <source>the models of this family; may be given again</source>
        <translation>此系列的模型；可以多次给出</translation>
    </message>
    <message>
        <source>the catalogue&apos;s second set, too</source>
        <translation>也包括模型清单的第二组模型</translation>
    </message>
    <message>
        <source>a file that adds models or replaces some</source>
        <translation>添加或替换一些模型的文件</translation>
    </message>
    <message>
        <source>models at a time, 1 to 8 (default 2)</source>
        <translation>同时下载的模型数，1 到 8（默认 2）</translation>
    </message>
    <message>
        <source>connections at a time, 1 to 16; by itself as many as are
worth it</source>
        <translation>同时使用的连接数，1 到 16；默认按实际效果自动决定</translation>
    </message>
    <message>
        <source>bytes a second of all downloads together: 500K, 5M</source>
        <translation>每秒字节数，所有下载合计：500K、5M</translation>
    </message>
    <message>
        <source>leave out the models that the disk has no room for</source>
        <translation>不下载磁盘放不下的模型</translation>
    </message>
    <message>
        <source>where the disk is full, wait for room and go on</source>
        <translation>磁盘已满时等待空间，然后继续</translation>
    </message>
    <message>
        <source>end with 9 where another process works in the library,
do not wait for it</source>
        <translation>如果另一个进程正在使用模型库，以 9 结束，不等待它</translation>
    </message>
    <message>
        <source>the folder that holds installed models
(default: ~/Models)</source>
        <translation>存放已安装模型的文件夹
（默认：~/Models）</translation>
    </message>
    <message>
        <source>settings and state; nothing is written outside it and
the library</source>
        <translation>设置和状态；除此处和模型库外，不写入任何位置</translation>
    </message>
    <message>
        <source>put the model&apos;s files into this folder instead</source>
        <translation>改为将模型的文件放入此文件夹</translation>
    </message>
    <message>
        <source>branch, tag, refs/..., or commit</source>
        <translation>分支、标签、refs/... 或提交</translation>
    </message>
    <message>
        <source>this variant, with configuration, tokenizer and licence;
may be given again. default: all but the doubles</source>
        <translation>此变体，连同配置、分词器和许可证；可以多次给出。
default：除重复内容外的全部</translation>
    </message>
    <message>
        <source>files that this matches, as hf download has it; may be
given again, as may the next two</source>
        <translation>与此匹配的文件，写法同 hf download；可以多次给出，
以下两项也是如此</translation>
    </message>
    <message>
        <source>leave out the files that this matches</source>
        <translation>不下载与此匹配的文件</translation>
    </message>
    <message>
        <source>leave out what runs code when it is loaded: pickle and
the like</source>
        <translation>不下载加载时会运行代码的文件：pickle 等</translation>
    </message>
    <message>
        <source>keep neither .git nor .gitattributes</source>
        <translation>不保留 .git 和 .gitattributes</translation>
    </message>
    <message>
        <source>keep the git history (for git pull later)</source>
        <translation>保留 Git 历史（以便日后 git pull）</translation>
    </message>
    <message>
        <source>second copies of files that git-lfs keeps in .git; the
clone stays a clone</source>
        <translation>git-lfs 在 .git 中保存的第二份文件；克隆仍是克隆</translation>
    </message>
    <message>
        <source>git histories; never one with work of your own</source>
        <translation>Git 历史；含有您自己工作的除外</translation>
    </message>
    <message>
        <source>unfinished downloads that nobody waits for, previous
versions, what jobs left</source>
        <translation>无人等待的未完成下载、先前版本、任务的残留</translation>
    </message>
    <message>
        <source>the models of the download scripts in this folder,
into the folders beside them</source>
        <translation>此文件夹中下载脚本的模型，放入脚本旁边的文件夹</translation>
    </message>
    <message>
        <source>the folder or the file to write</source>
        <translation>要写入的文件夹或文件</translation>
    </message>
    <message>
        <source>mlx, gguf or safetensors</source>
        <translation>mlx、gguf 或 safetensors</translation>
    </message>
    <message>
        <source>models of this user or organisation</source>
        <translation>此用户或组织的模型</translation>
    </message>
    <message>
        <source>models for this task, as the Hub calls it:
text-generation</source>
        <translation>用于此任务的模型，任务采用 Hub 的名称：
text-generation</translation>
    </message>
    <message>
        <source>models under this licence, as the Hub calls it:
apache-2.0, mit, gemma, other</source>
        <translation>采用此许可证的模型，许可证采用 Hub 的名称：
apache-2.0、mit、gemma、other</translation>
    </message>
    <message>
        <source>trending (the default), downloads, likes, newest, updated</source>
        <translation>trending（默认）、downloads、likes、newest、updated</translation>
    </message>
    <message>
        <source>at most so many models, 1 to 1000 (default 20)</source>
        <translation>最多显示的模型数，1 到 1000（默认 20）</translation>
    </message>
    <message>
        <source>take the last change back: what was there before comes
again</source>
        <translation>撤回上次的更改：恢复先前的内容</translation>
    </message>
    <message>
        <source>take the folder off the list; nothing in it is touched</source>
        <translation>将文件夹从列表中移除；其中的内容均不改动</translation>
    </message>
    <message>
        <source>do not ask</source>
        <translation>不询问</translation>
    </message>
    <message>
        <source>move it to the trash; that frees nothing yet</source>
        <translation>移到回收站；暂不释放空间</translation>
    </message>
    <message>
        <source>the repository that the folder is of: OWNER/NAME or its
address</source>
        <translation>文件夹所属的仓库：OWNER/NAME 或其地址</translation>
    </message>
    <message>
        <source>move the folder to its place in the library</source>
        <translation>将文件夹移到它在模型库中的位置</translation>
    </message>
    <message>
        <source>look where other programs keep their models</source>
        <translation>查看其他程序存放模型的位置</translation>
    </message>
    <message>
        <source>fetch what is damaged or missing, and nothing else</source>
        <translation>只下载损坏或缺失的内容</translation>
    </message>
    <message>
        <source>the models stay in the old folder, which is shown as a
further library</source>
        <translation>模型留在旧文件夹中，该文件夹显示为其他模型库</translation>
    </message>
    <message>
        <source>the models stay in the old folder, which is shown no
more</source>
        <translation>模型留在旧文件夹中，该文件夹不再显示</translation>
    </message>
    <message>
        <source>say what would be done, and do nothing</source>
        <translation>只说明将要进行的操作，不执行</translation>
    </message>
    <message>
        <source>say what is newer, and fetch nothing</source>
        <translation>只说明有哪些更新，不下载</translation>
    </message>
    <message>
        <source>where both changed a file, keep yours</source>
        <translation>双方都更改过的文件，保留您的</translation>
    </message>
    <message>
        <source>where both changed a file, take the new one; yours is
kept until the next update</source>
        <translation>双方都更改过的文件，采用新的；您的文件会保留到
下次更新</translation>
    </message>
    <message>
        <source>hf-cache or lm-studio</source>
        <translation>hf-cache 或 lm-studio</translation>
    </message>
    <message>
        <source>let this program find them, too: hf-cache, lm-studio</source>
        <translation>让此程序也能找到它们：hf-cache、lm-studio</translation>
    </message>
    <message>
        <source>take back what share has put there</source>
        <translation>撤回 share 放到那里的内容</translation>
    </message>
    <message>
        <source>read the token from standard input, one line</source>
        <translation>从标准输入读取令牌，一行</translation>
    </message>
    <message>
        <source>one JSON object a line on standard output</source>
        <translation>在标准输出上每行输出一个 JSON 对象</translation>
    </message>
    <message>
        <source>print failures only</source>
        <translation>只输出失败信息</translation>
    </message>
    <message>
        <source>print what happens, on standard error</source>
        <translation>在标准错误上输出过程信息</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 / %n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is here, not verified: %2</source>
        <translation>%1 已有，未校验：%2</translation>
    </message>
    <message>
        <source>%1 is already here: %2</source>
        <translation>%1 已有：%2</translation>
    </message>
    <message>
        <source>%1, verified, in %2</source>
        <translation>%1，已校验，用时 %2</translation>
    </message>
    <message>
        <source>%1: done (%2)</source>
        <translation>%1：完成（%2）</translation>
    </message>
    <message>
        <source>%1 of %2 are kept; run the same command again to go on.</source>
        <translation>已保留 %1（共 %2）；再次运行同一命令即可继续。</translation>
    </message>
    <message>
        <source>Run the same command again to go on.</source>
        <translation>再次运行同一命令即可继续。</translation>
    </message>
    <message>
        <source>%1: stopped. %2</source>
        <translation>%1：已停止。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that are not the model&apos;s stay: %1</source>
        <translation>
            <numerusform>%n 个不属于该模型的文件会保留：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), %2, in %3</source>
        <translation>
            <numerusform>%1：%n 个文件，%2，位于 %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>删除 %n 个文件？可释放 %1。[y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n model(s) to the trash? That frees nothing yet. [y/N] </source>
        <translation>
            <numerusform>将 %n 个模型移到回收站？暂不释放空间。[y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n model(s)? That frees %1. [y/N] </source>
        <translation>
            <numerusform>删除 %n 个模型？可释放 %1。[y/N] </numerusform>
        </translation>
    </message>
    <message>
        <source>That would go to the trash, and free nothing until that is emptied.</source>
        <translation>将移到回收站；清空回收站之前不会释放空间。</translation>
    </message>
    <message>
        <source>Moved to the trash. That frees nothing until it is emptied.</source>
        <translation>已移到回收站。清空回收站之前不会释放空间。</translation>
    </message>
    <message>
        <source>delete installed models</source>
        <translation>删除已安装的模型</translation>
    </message>
    <message>
        <source>Deletes installed models, named by id or by a part of it that only one has. Says
first what goes and what that frees, and asks. Files in a model&apos;s folder that
are not the model&apos;s stay. With --variant just that one goes; what other
chosen files need stays.
</source>
        <translation>删除已安装的模型，用 ID 或只有一个模型才有的部分 ID 指定。先说明将删除什么、
可释放多少空间，然后询问。模型文件夹中不属于该模型的文件会保留。加上 --variant
则只删除该变体；其他所选文件需要的内容会保留。
</translation>
    </message>
    <message>
        <source>Scripts in %1</source>
        <translation>%1 中的脚本</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) in these scripts are not sure. This names them:</source>
        <translation>
            <numerusform>这些脚本中有 %n 处不确定。以下命令会列出它们：</numerusform>
        </translation>
    </message>
    <message>
        <source>The Hub has no such model.</source>
        <translation>Hub 上没有这样的模型。</translation>
    </message>
    <message>
        <source>These are the first %1; --limit shows more.</source>
        <translation>这是前 %1 个；--limit 可显示更多。</translation>
    </message>
    <message>
        <source>find models on the Hub</source>
        <translation>在 Hub 上查找模型</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli search qwen3 8b --format mlx
  weightyard-cli search --author mlx-community --sort newest --limit 50
  weightyard-cli search coder --licence apache-2.0
</source>
        <translation>示例：
  weightyard-cli search qwen3 8b --format mlx
  weightyard-cli search --author mlx-community --sort newest --limit 50
  weightyard-cli search coder --licence apache-2.0
</translation>
    </message>
    <message>
        <source>(default)</source>
        <translation>（默认）</translation>
    </message>
    <message>
        <source>show or change what holds for every download</source>
        <translation>显示或更改适用于每次下载的设置</translation>
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
        <translation>显示或更改设置；没有用选项另行指定时，设置生效。已打开的窗口继续使用其启动时的
设置。

操作：
  list                 所有设置及其用途
  get KEY              只显示其值
  set KEY VALUE...     设为另一个值；libraries 和 mirrors 可有任意多个
  reset KEY...         恢复默认值；“reset all”恢复所有设置
</translation>
    </message>
    <message>
        <source>Examples:
  weightyard-cli settings set library /data/models
  weightyard-cli settings set limit-rate 5M
  weightyard-cli settings reset jobs connections
</source>
        <translation>示例：
  weightyard-cli settings set library /data/models
  weightyard-cli settings set limit-rate 5M
  weightyard-cli settings reset jobs connections
</translation>
    </message>
    <message>
        <source>%1: would be taken out of %2</source>
        <translation>%1：将从 %2 中移除</translation>
    </message>
    <message>
        <source>%1: taken out of %2</source>
        <translation>%1：已从 %2 中移除</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stay: changed since, or in use by another program.</source>
        <translation>
            <numerusform>%n 个文件保留：之后有更改，或正被其他程序使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>let other programs find installed models</source>
        <translation>让其他程序找到已安装的模型</translation>
    </message>
    <message>
        <source>Puts installed models into the Hugging Face cache, where mlx-lm and transformers
look, or into LM Studio&apos;s folder. They take no room there: the volume shares
their bytes (reflinks), or the files get a second name (hard links). What is
there already stays as it is.
</source>
        <translation>将已安装的模型放入 mlx-lm 和 transformers 所用的 Hugging Face 缓存，或 LM Studio
的文件夹。它们在那里不占用空间：由卷共享其数据（reflink），或给文件加上第二个
名称（硬链接）。那里已有的内容保持不变。
</translation>
    </message>
    <message>
        <source>%1: would be in %2</source>
        <translation>%1：将位于 %2</translation>
    </message>
    <message>
        <source>%1: is already in %2</source>
        <translation>%1：已在 %2 中</translation>
    </message>
    <message>
        <source>%1: copied to %2, %3</source>
        <translation>%1：已复制到 %2，%3</translation>
    </message>
    <message>
        <source>%1: now in %2, taking no room</source>
        <translation>%1：现已在 %2 中，不占用空间</translation>
    </message>
    <message>
        <source>&apos;%1&apos; stays at commit %2 there, which is not this one&apos;s.</source>
        <translation>“%1”在那里保持为提交 %2，与此模型的不同。</translation>
    </message>
    <message>
        <source>Copying: %1</source>
        <translation>正在复制：%1</translation>
    </message>
    <message>
        <source>Unfinished, %1 of %2 kept</source>
        <translation>未完成，已保留 %1 / %2</translation>
    </message>
    <message>
        <source>Unfinished, %1 kept</source>
        <translation>未完成，已保留 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1, in %2</source>
        <translation>
            <numerusform>%n 个模型，共 %1，位于 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹 %1。</translation>
    </message>
    <message>
        <source>%1: not connected</source>
        <translation>%1：未连接</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1, elsewhere</source>
        <translation>
            <numerusform>%n 个模型，共 %1，位于其他位置</numerusform>
        </translation>
    </message>
    <message>
        <source>list what is installed</source>
        <translation>列出已安装的模型</translation>
    </message>
    <message>
        <source>Lists what is installed in the library.
</source>
        <translation>列出模型库中已安装的模型。
</translation>
    </message>
    <message>
        <source>%1: newer, commit %2</source>
        <translation>%1：有更新，提交 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: newer, %n file(s), %2, commit %3</source>
        <translation>
            <numerusform>%1：有更新，%n 个文件，%2，提交 %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: up to date</source>
        <translation>%1：已是最新</translation>
    </message>
    <message>
        <source>%1: stays at %2, as it was asked for</source>
        <translation>%1：按要求保持在 %2</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>更改：%1</translation>
    </message>
    <message>
        <source>new: %1</source>
        <translation>新增：%1</translation>
    </message>
    <message>
        <source>gone: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>%1: would go back to commit %2</source>
        <translation>%1：将恢复到提交 %2</translation>
    </message>
    <message>
        <source>%1: back at commit %2</source>
        <translation>%1：已恢复到提交 %2</translation>
    </message>
    <message>
        <source>bring installed models to their newest commit</source>
        <translation>将已安装的模型更新到最新提交</translation>
    </message>
    <message>
        <source>Looks for newer commits of installed models, all or those named, and fetches
what they change: the folder is the old version until it is the new one. A
model that was asked for by a commit or a tag stays. A file that you changed and
that the new version has differently stops it, unless you say which is wanted.
What is replaced is kept until the next update.
</source>
        <translation>为已安装的模型（全部，或所指定的）查找更新的提交，并下载其中更改的内容：新版本
就绪之前，文件夹一直是旧版本。按提交或标签下载的模型保持不变。如果某个文件您更
改过，新版本中又不相同，更新就会停止，除非您说明要哪一个。被替换的内容保留到下
次更新。
</translation>
    </message>
    <message>
        <source>Verifying: %1 of %2</source>
        <translation>正在校验：%1 / %2</translation>
    </message>
    <message>
        <source>That would fetch %1.</source>
        <translation>将下载 %1。</translation>
    </message>
    <message>
        <source>hash what is installed again</source>
        <translation>重新计算已安装内容的哈希值</translation>
    </message>
    <message>
        <source>%1: damaged: %2</source>
        <translation>%1：已损坏：%2</translation>
    </message>
    <message>
        <source>%1: missing or of another size: %2</source>
        <translation>%1：缺失或大小不同：%2</translation>
    </message>
    <message>
        <source>%1: repaired</source>
        <translation>%1：已修复</translation>
    </message>
    <message>
        <source>This fetches just that again:</source>
        <translation>以下命令只重新下载该内容：</translation>
    </message>
    <message>
        <source>%1: good, %2</source>
        <translation>%1：正常，%2</translation>
    </message>
    <message>
        <source>%1: good by the commit that git has there, %2</source>
        <translation>%1：与 Git 在那里的提交一致，%2</translation>
    </message>
    <message>
        <source>%1: incomplete: %2</source>
        <translation>%1：不完整：%2</translation>
    </message>
    <message>
        <source>%1: not verified: nothing here says what its files should be; adopt asks its host</source>
        <translation>%1：未校验：此处无从得知其文件应是什么；adopt 会询问其主机</translation>
    </message>
    <message>
        <source>%1: not looked at: it was changed since it was installed</source>
        <translation>%1：未检查：安装后有更改</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a folder</comment>
        <translation>位于 %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a time</comment>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>y</source>
        <comment>a letter that is typed for yes</comment>
        <translation>y</translation>
    </message>
    <message>
        <source>One model is taken over by its own folder:</source>
        <translation>按其自身的文件夹接管一个模型：</translation>
    </message>
    <message>
        <source>This makes it a further library:</source>
        <translation>这样可将其设为另一个模型库：</translation>
    </message>
    <message>
        <source>Also here</source>
        <translation>其他已有模型</translation>
    </message>
    <message>
        <source>Lists the models on offer, with their sizes and what is here of them;
then models that are here and that no catalogue has.
</source>
        <translation>列出提供的模型、其大小以及本机已有的部分；
然后列出本机已有、但不在任何模型清单中的模型。
</translation>
    </message>
    <message>
        <source>%1: unfinished, %2 received, stays in %3</source>
        <translation>%1：未完成，已收到 %2，留在 %3</translation>
    </message>
    <message>
        <source>%1: unfinished, %2 received, would move along</source>
        <translation>%1：未完成，已收到 %2，将一同移动</translation>
    </message>
    <message>
        <source>%1: unfinished, %2 received, moved</source>
        <translation>%1：未完成，已收到 %2，已移动</translation>
    </message>
    <message>
        <source>%1: its files in %2 are %3&apos;s and stay; Weightyard forgets the model.</source>
        <translation>%1：%2 中的文件属于 %3，会保留；Weightyard 不再记录该模型。</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n model(s)? The files stay. [y/N] </source>
        <translation>
            <numerusform>不再记录 %n 个模型？文件会保留。[y/N] </numerusform>
        </translation>
    </message>
    <message>
        <source>That would delete nothing.</source>
        <translation>这不会删除任何内容。</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>没有删除任何内容。</translation>
    </message>
    <message>
        <source>the update would stop: %1</source>
        <translation>更新会停止：%1</translation>
    </message>
    <message>
        <source>Download scripts are there. This takes them over:</source>
        <translation>那里有下载脚本。用此命令接管：</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), of a size that is not known; %1 free in %2.</source>
        <translation>
            <numerusform>%n 个模型，大小未知；%2 中可用 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: what is chosen is known when the download begins. %2</source>
        <translation>%1：下载开始时才能确定所选的文件。%2</translation>
    </message>
    <message>
        <source>%1: %2, into %3</source>
        <translation>%1：%2，放入 %3</translation>
    </message>
    <message>
        <source>%1: the copy in the library is meant. Another one is named by its folder: %2</source>
        <translation>%1：指的是模型库中的那一份。其他的请用其文件夹指定：%2</translation>
    </message>
    <message>
        <source>Settings and state cannot be kept: %1 is a file. Name a folder with --config.</source>
        <translation>无法保存设置和状态：%1 是一个文件。请用 --config 指定一个文件夹。</translation>
    </message>
    <message>
        <source>Settings and state cannot be kept: %1 cannot be written to. Name another folder with --config.</source>
        <translation>无法保存设置和状态：%1 不可写。请用 --config 指定其他文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), of a size that is not known yet; %1 here.</source>
        <translation>
            <numerusform>%n 个模型，大小尚未知；已有 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Make room, or choose another place with --to; what is here already is kept.</source>
        <translation>请腾出空间，或用 --to 选择其他位置；已下载的内容会保留。</translation>
    </message>
    <message>
        <source>Make room; what is here already is kept.</source>
        <translation>请腾出空间；已下载的内容会保留。</translation>
    </message>
    <message>
        <source>Choose a place on another disk with --to.</source>
        <translation>请用 --to 选择其他磁盘上的位置。</translation>
    </message>
    <message>
        <source>Another disk may hold it.</source>
        <translation>其他磁盘也许可以存放它。</translation>
    </message>
    <message>
        <source>Move what is there away, or choose another place with --to.</source>
        <translation>请移走那里的内容，或用 --to 选择其他位置。</translation>
    </message>
    <message>
        <source>Move what is there away.</source>
        <translation>请移走那里的内容。</translation>
    </message>
    <message>
        <source>Check the connection and the proxy settings, then try again.</source>
        <translation>请检查网络连接和代理设置，然后重试。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>It usually passes: try again in a few minutes.</source>
        <translation>通常很快会恢复：请过几分钟重试。</translation>
    </message>
    <message>
        <source>Connect the disk and try again, or choose another folder with --library.</source>
        <translation>请连接磁盘后重试，或用 --library 选择其他文件夹。</translation>
    </message>
    <message>
        <source>Try again after that time.</source>
        <translation>请在此时间之后重试。</translation>
    </message>
    <message>
        <source>Connect the disk and try again, or choose another place with --to.</source>
        <translation>请连接磁盘后重试，或用 --to 选择其他位置。</translation>
    </message>
    <message>
        <source>Nothing here has these words.</source>
        <translation>此处没有包含这些词语的模型。</translation>
    </message>
    <message>
        <source>The Hub did not answer. These are here, or were looked at before.</source>
        <translation>Hub 没有响应。以下是已有的或先前查看过的模型。</translation>
    </message>
    <message>
        <source>Finds models of the Hub whose names have these words: parameters,
quantisation, downloads of a month, likes, and what is here of them. A &quot;~&quot;
is before what only the name says. When the Hub does not answer: what is here,
and what was looked at before.
</source>
        <translation>在 Hub 上查找名称中含有这些词语的模型：参数量、量化、每月下载量、点赞数，以及
已有的部分。仅根据名称得知的数值前有“~”。Hub 没有响应时，显示已有的和先前查看过
的模型。
</translation>
    </message>
    <message>
        <source>The clone has commits of its own: update and remove leave it alone.</source>
        <translation>此克隆有自己的提交：update 和 remove 不会动它。</translation>
    </message>
    <message>
        <source>incomplete there: %1; get downloads what is missing</source>
        <translation>那里不完整：%1；get 会下载缺少的部分</translation>
    </message>
    <message>
        <source>Without --dry-run those would be adopted that can be.</source>
        <translation>不加 --dry-run 时会接管可以接管的模型。</translation>
    </message>
    <message>
        <source>Not taken over, so left out: %1. This takes over what is there:</source>
        <translation>未接管，因此略过：%1。用此命令接管已有的内容：</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) changed by you: %1</source>
        <translation>
            <numerusform>您更改了 %n 个文件：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: is on the branch %2, which its host does not have: nothing to update</source>
        <translation>%1：位于分支 %2，主机上没有该分支：无可更新</translation>
    </message>
    <message>
        <source>Hashes the files of installed models again: all of them, or those with one of
the given words in their name. Clones that git made are compared with the
commit that they have checked out. Small files that were edited since are named
and stay. What is damaged is noted, so that the next get of that model fetches
just it; --repair does so at once, and where the model is named, edited files
are replaced, too.
</source>
        <translation>重新计算已安装模型的文件的哈希值：全部模型，或名称中含有所给词语之一的模型。
由 Git 创建的克隆与其检出的提交进行比较。之后编辑过的小文件只列出名称，保持原样。
损坏的内容会记录下来，以便下一次 get 该模型时只下载它；--repair 会立即下载，
并在指明模型时也替换编辑过的文件。
</translation>
    </message>
    <message>
        <source>%1: changed since it was installed, stays as it is: %2</source>
        <translation>%1：安装后有更改，保持原样：%2</translation>
    </message>
    <message>
        <source>%1: whether it can be had is known when the download begins. %2</source>
        <translation>%1：下载开始后才知道能否获取。%2</translation>
    </message>
    <message>
        <source>it opens for you</source>
        <translation>您可以访问</translation>
    </message>
    <message>
        <source>this host does not tell whether it opens for you</source>
        <translation>此主机不告知您是否可以访问</translation>
    </message>
    <message>
        <source>whether it opens for you is not known: %1</source>
        <translation>无法得知您是否可以访问：%1</translation>
    </message>
    <message>
        <source>not known: %1</source>
        <translation>未知：%1</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Try again after that time. Without a token the limit is lower.</source>
        <translation>请在此时间之后重试。没有令牌时限额更低。</translation>
    </message>
    <message>
        <source>%1 a month, 1 like</source>
        <translation>每月 %1 次，1 个赞</translation>
    </message>
    <message>
        <source>%1 a month, %2 likes</source>
        <translation>每月 %1 次，%2 个赞</translation>
    </message>
    <message>
        <source>Branches (--revision NAME)</source>
        <translation>分支 (--revision NAME)</translation>
    </message>
    <message>
        <source>%1 is here already, in %2</source>
        <translation>%1 已在此处：%2</translation>
    </message>
    <message>
        <source>%1, of which %2 are fetched</source>
        <translation>%1，其中将下载 %2</translation>
    </message>
    <message>
        <source>Move what is there away, then run the command again.</source>
        <translation>请移走那里的内容，然后再次运行该命令。</translation>
    </message>
    <message>
        <source>%1: changed since it was installed, replaced by the model&apos;s: %2</source>
        <translation>%1：安装后已更改，已替换为模型的文件：%2</translation>
    </message>
    <message>
        <source>%1: changed since it was installed, would be replaced by the model&apos;s, without a copy: %2</source>
        <translation>%1：安装后已更改，将直接替换为模型的文件，不保留副本：%2</translation>
    </message>
    <message>
        <source>Not in the catalogue</source>
        <translation>不在目录中</translation>
    </message>
    <message>
        <source>exactly this file, or all of this folder; without
configuration and tokenizer</source>
        <translation>仅此文件，或此文件夹中的全部文件；不含
配置和分词器</translation>
    </message>
    <message>
        <source>with share and --share-with: copy to another volume,
where links cannot lead</source>
        <translation>用于 share 和 --share-with：复制到链接无法指向的
另一个卷</translation>
    </message>
    <message>
        <source>Weightyard %1 is published; this is %2.</source>
        <translation>Weightyard %1 已发布；当前是 %2。</translation>
    </message>
    <message>
        <source>This is Weightyard %1; no newer version is published.</source>
        <translation>当前是 Weightyard %1；没有更新的版本。</translation>
    </message>
    <message>
        <source>Looks at everything that downloads need, and says how to mend what is wrong.
--program asks one question more, which says nothing of you or your machine.
</source>
        <translation>检查下载所需的一切，并说明如何解决问题。
--program 会多问一个问题，其中不含有关您或您的机器的任何信息。
</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n 次下载</numerusform>
        </translation>
    </message>
    <message>
        <source>also ask github.com whether there is a newer version of
Weightyard</source>
        <translation>同时询问 github.com 是否有新版本的 Weightyard</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Git configuration that cannot be read is left out: %1
</source>
        <translation>无法读取的 Git 配置已被忽略：%1
</translation>
    </message>
    <message>
        <source>Your last changes could not be kept.</source>
        <translation>无法保存您上次的更改。</translation>
    </message>
    <message>
        <source>&apos;weightyard --help&apos; lists the options.</source>
        <translation>“weightyard --help”会列出各选项。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AboutDialog</name>
    <message>
        <source>About Weightyard</source>
        <translation>关于 Weightyard</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Weightyard</source>
        <translation>Weightyard</translation>
    </message>
    <message>
        <source>Gets model weights onto a disk, and checks every byte. MIT licence.</source>
        <translation>将模型权重获取到磁盘，并校验每个字节。MIT 许可证。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>%1, commit %2</source>
        <translation>%1，提交 %2</translation>
    </message>
    <message>
        <source>Works with</source>
        <translation>配合使用</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新增内容</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Look for a newer version</source>
        <translation>查找新版本</translation>
    </message>
    <message>
        <source>Asks github.com once, and says nothing of you.</source>
        <translation>只询问 github.com 一次，不透露有关您的任何信息。</translation>
    </message>
    <message>
        <source>Newest version</source>
        <translation>最新版本</translation>
    </message>
    <message>
        <source>Not looked for yet</source>
        <translation>尚未查找</translation>
    </message>
    <message>
        <source>None is newer than this one (looked for on %1)</source>
        <translation>没有比当前更新的版本（查找于 %1）</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AccountSettings</name>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>For gated and private models. The token is tried, and kept in the system&apos;s keychain</source>
        <translation>用于受限和私有模型。令牌会先验证，再保存到系统钥匙串</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Takes the token out of the keychain</source>
        <translation>将令牌从钥匙串中移除</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>登录…</translation>
    </message>
    <message>
        <source>This system has no keychain. Tokens of HF_TOKEN, hf and git are used.</source>
        <translation>此系统没有钥匙串。将使用 HF_TOKEN、hf 和 Git 的令牌。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AddDialog</name>
    <message>
        <source>Add model</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Address of the model&apos;s page, address of a git repository, or OWNER/NAME</source>
        <translation>模型页面的地址、Git 仓库的地址，或 OWNER/NAME</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Asking the hub about %1…</source>
        <translation>正在向 Hub 查询 %1…</translation>
    </message>
    <message>
        <source>%1: its size is known once the download has begun.</source>
        <translation>%1：下载开始后才知道其大小。</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>未注明许可证</translation>
    </message>
    <message>
        <source>gated: its licence must be accepted on its page first</source>
        <translation>受限：需先在其页面上接受许可协议</translation>
    </message>
    <message>
        <source>not gated</source>
        <translation>不受限</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AdoptDialog</name>
    <message>
        <source>Take over models</source>
        <translation>接管模型</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Repository…</source>
        <translation>仓库…</translation>
    </message>
    <message>
        <source>Says which repository the chosen folder is a copy of</source>
        <translation>指定所选文件夹是哪个仓库的副本</translation>
    </message>
    <message>
        <source>Move folders into the library</source>
        <translation>将文件夹移入模型库</translation>
    </message>
    <message>
        <source>Within one disk. What other programs keep is never moved.</source>
        <translation>仅限同一磁盘内。其他程序保存的内容绝不移动。</translation>
    </message>
    <message>
        <source>Download what is missing</source>
        <translation>下载缺失的内容</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Models to take over</source>
        <translation>可接管的模型</translation>
    </message>
    <message>
        <source>here already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>can be copied, nothing is fetched</source>
        <translation>可以复制，不会下载任何内容</translation>
    </message>
    <message>
        <source>used when a download wants it</source>
        <translation>下载需要时使用</translation>
    </message>
    <message>
        <source>comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>The repository that this folder is a copy of: OWNER/NAME, or its address.
%1</source>
        <translation>此文件夹是哪个仓库的副本：OWNER/NAME 或其地址。
%1</translation>
    </message>
    <message>
        <source>cannot be taken over</source>
        <translation>无法接管</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>缺少 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) different</source>
        <translation>
            <numerusform>%n 个文件不同</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>已在记录中</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n model(s)</source>
        <translation>
            <numerusform>接管 %n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing with what was published: %1 of %2.</source>
        <translation>正在与发布的内容比较：%1 / %2。</translation>
    </message>
    <message>
        <source>Comparing with what was published…</source>
        <translation>正在与发布的内容比较…</translation>
    </message>
    <message>
        <source>Looking for models of other programs…</source>
        <translation>正在查找其他程序的模型…</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) taken over.</source>
        <translation>
            <numerusform>已接管 %n 个模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>No models of other programs were found. Choose the folder of one.</source>
        <translation>未找到其他程序的模型。请选择模型的文件夹。</translation>
    </message>
    <message>
        <source>Tick what Weightyard shall know. No file in these folders is changed; what is missing is added only if you tick that below.</source>
        <translation>请勾选要让 Weightyard 管理的模型。这些文件夹中的文件不会更改；仅当您在下方勾选时，才会补全缺失的内容。</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>模型的文件夹</translation>
    </message>
    <message>
        <source>is being copied</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>moved into the library</source>
        <translation>已移入模型库</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>已接管</translation>
    </message>
    <message>
        <source>missing files are fetched</source>
        <translation>正在下载缺失的文件</translation>
    </message>
    <message>
        <source>not taken over</source>
        <translation>未接管</translation>
    </message>
    <message>
        <source>not copied</source>
        <translation>未复制</translation>
    </message>
    <message>
        <source>copied into the library</source>
        <translation>已复制到模型库</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AfterQueue</name>
    <message>
        <source>This computer did not let Weightyard put it to sleep.</source>
        <translation>此计算机不允许 Weightyard 使其睡眠。</translation>
    </message>
    <message>
        <source>This computer did not let Weightyard shut it down.</source>
        <translation>此计算机不允许 Weightyard 将其关机。</translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. Weightyard quits in %n second(s).</source>
        <translation>
            <numerusform>所有下载已结束。Weightyard 将在 %n 秒后退出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. This computer goes to sleep in %n second(s).</source>
        <translation>
            <numerusform>所有下载已结束。此计算机将在 %n 秒后睡眠。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. This computer shuts down in %n second(s).</source>
        <translation>
            <numerusform>所有下载已结束。此计算机将在 %n 秒后关机。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>All downloads have ended. Your command runs in %n second(s).</source>
        <translation>
            <numerusform>所有下载已结束。您的命令将在 %n 秒后运行。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::AppearanceSettings</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>As the system has it, or always one of them</source>
        <translation>跟随系统，或始终使用其中一种</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of the window and of the terminal program</source>
        <translation>用于窗口和终端程序</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文字</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::BrowsePane</name>
    <message>
        <source>Show my models</source>
        <translation>显示我的模型</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::CheckStrip</name>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ChipBar</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>未下载</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>可更新</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Closing</name>
    <message>
        <source>What is here is kept, and the downloads go on at the next start.</source>
        <translation>已有的内容会保留，下载将在下次启动时继续。</translation>
    </message>
    <message>
        <source>Downloads are running</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>In the tray they go on without the window. After Quit they go on at the next start.</source>
        <translation>在托盘中无需窗口即可继续下载。退出后将在下次启动时继续。</translation>
    </message>
    <message>
        <source>Keep in tray</source>
        <translation>保留在托盘</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ConnectionCare</name>
    <message>
        <source>Downloads pause: this connection is metered.</source>
        <translation>下载已暂停：此连接按流量计费。</translation>
    </message>
    <message>
        <source>Go on anyway</source>
        <translation>仍然继续</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ConvertDialog</name>
    <message>
        <source>Convert scripts</source>
        <translation>转换脚本</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Take conversion back</source>
        <translation>撤回转换</translation>
    </message>
    <message>
        <source>Reading the scripts in %1…</source>
        <translation>正在读取 %1 中的脚本…</translation>
    </message>
    <message>
        <source>becomes a new one: %1</source>
        <translation>将换为新脚本：%1</translation>
    </message>
    <message>
        <source>is converted: %1</source>
        <translation>已转换：%1</translation>
    </message>
    <message>
        <source>calls the others, stays: %1</source>
        <translation>调用其他脚本，保持原样：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) can be converted. The originals stay beside them as *.bak.</source>
        <translation>
            <numerusform>可以转换 %n 个脚本。原文件以 *.bak 保留在旁边。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to convert in %1.</source>
        <translation>%1 中没有可转换的内容。</translation>
    </message>
    <message>
        <source>All scripts here are converted.</source>
        <translation>此处的脚本均已转换。</translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) converted.</source>
        <translation>
            <numerusform>已转换 %n 个脚本。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) restored.</source>
        <translation>
            <numerusform>已还原 %n 个脚本。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DesktopSettings</name>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>When all downloads have ended</source>
        <translation>所有下载结束时</translation>
    </message>
    <message>
        <source>While they run</source>
        <translation>下载期间</translation>
    </message>
    <message>
        <source>At login</source>
        <translation>登录时</translation>
    </message>
    <message>
        <source>Notification</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Also when a download needs you. Not while the window is in front</source>
        <translation>下载需要您处理时也会通知。窗口在前台时不通知</translation>
    </message>
    <message>
        <source>Weightyard sends none on this system.</source>
        <translation>Weightyard 在此系统上不发送通知。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>什么也不做</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Sleep</source>
        <translation>睡眠</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Once. It is announced, and can be called off for a minute</source>
        <translation>仅一次。会事先提示，一分钟内可取消</translation>
    </message>
    <message>
        <source>Once. This computer does not let Weightyard shut it down without a password</source>
        <translation>仅一次。没有密码，此计算机不允许 Weightyard 将其关机</translation>
    </message>
    <message>
        <source>Once. This computer does not let Weightyard put it to sleep</source>
        <translation>仅一次。此计算机不允许 Weightyard 使其睡眠</translation>
    </message>
    <message>
        <source>Once. Weightyard cannot put this system to sleep or shut it down</source>
        <translation>仅一次。Weightyard 无法使此系统睡眠或关机</translation>
    </message>
    <message>
        <source>Once. Sleep and Shut down are missing: logind is not here, or asks for a password</source>
        <translation>仅一次。没有睡眠和关机选项：缺少 logind，或其要求密码</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>然后</translation>
    </message>
    <message>
        <source>This system does not tell Weightyard which connections are metered</source>
        <translation>此系统未告知 Weightyard 哪些连接按流量计费</translation>
    </message>
    <message>
        <source>A phone&apos;s, for example, as far as the system knows it</source>
        <translation>例如手机热点，以系统所知为准</translation>
    </message>
    <message>
        <source>On a metered connection</source>
        <translation>使用按流量计费的连接时</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>托盘图标</translation>
    </message>
    <message>
        <source>Downloads can then go on there without the window</source>
        <translation>之后下载可在托盘中继续，无需窗口</translation>
    </message>
    <message>
        <source>This desktop shows no tray. GNOME does with an extension: AppIndicator.</source>
        <translation>此桌面不显示托盘。GNOME 可通过扩展 AppIndicator 显示。</translation>
    </message>
    <message>
        <source>Open Weightyard at login</source>
        <translation>登录时打开 Weightyard</translation>
    </message>
    <message>
        <source>What was being downloaded goes on</source>
        <translation>未完成的下载会继续</translation>
    </message>
    <message>
        <source>Not on this system: add Weightyard to what the system opens at login.</source>
        <translation>此系统不支持：请将 Weightyard 添加到系统的登录启动项。</translation>
    </message>
    <message>
        <source>Run the command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>A program and its arguments. No shell reads it: double quotes keep words together. It finds WEIGHTYARD_DONE and WEIGHTYARD_FAILED, two numbers</source>
        <translation>程序及其参数。不经过 shell：双引号内的词不拆分。程序可读取 WEIGHTYARD_DONE 和 WEIGHTYARD_FAILED 两个数字</translation>
    </message>
    <message>
        <source>Weightyard itself</source>
        <translation>Weightyard 本身</translation>
    </message>
    <message>
        <source>Look for newer versions</source>
        <translation>查找新版本</translation>
    </message>
    <message>
        <source>Once a day github.com is asked, and told nothing of you. You install it, or not</source>
        <translation>每天询问 github.com 一次，不透露有关您的任何信息。不会自动安装</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DetailsPanel</name>
    <message>
        <source>Choose a model to see its files and what can be done with it.</source>
        <translation>选择一个模型，查看其文件和可进行的操作。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>%1 on disk.</source>
        <translation>在磁盘上占用 %1。</translation>
    </message>
    <message>
        <source>The files are listed once the download has begun.</source>
        <translation>下载开始后会列出文件。</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source> · gated</source>
        <translation> · 受限</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚未知</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>准确</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>default branch</source>
        <translation>默认分支</translation>
    </message>
    <message>
        <source>Files are missing or incomplete: %1</source>
        <translation>文件缺失或不完整：%1</translation>
    </message>
    <message>
        <source>It is in %1, which is not connected.</source>
        <translation>它位于 %1，该位置未连接。</translation>
    </message>
    <message>
        <source>Connect the disk and look again (F5). To download it anew, take that library off the list first.</source>
        <translation>请连接磁盘后刷新（F5）。要重新下载，请先将该模型库从列表中移除。</translation>
    </message>
    <message>
        <source>There is a folder of this name with something else in it.</source>
        <translation>有一个同名文件夹，其中是其他内容。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Changed by you, and left as it is: %1</source>
        <translation>您已更改，保持原样：%1</translation>
    </message>
    <message>
        <source>A download puts the model&apos;s files beside what is there, and stops before it would replace a file.</source>
        <translation>下载会将模型文件放在现有文件旁边，若要替换文件则会先停止。</translation>
    </message>
    <message>
        <source>Move it away, or choose another library.</source>
        <translation>请将其移走，或选择其他模型库。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DetailsSplitter</name>
    <message>
        <source>Close the details</source>
        <translation>关闭详细信息</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskBand</name>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Remove git history after download</source>
        <translation>下载后移除 Git 历史</translation>
    </message>
    <message>
        <source>Without .git a model takes less room, and is just its files.
What is lost: git log, and git pull to bring it up to date.</source>
        <translation>没有 .git 的模型占用空间更少，只含模型的文件。
代价是无法使用 git log，也无法用 git pull 更新。</translation>
    </message>
    <message>
        <source>saves up to %1 here</source>
        <translation>此处最多节省 %1</translation>
    </message>
    <message>
        <source>would save up to %1 here</source>
        <translation>启用后最多节省 %1</translation>
    </message>
    <message>
        <source>models come without .git; no git pull later</source>
        <translation>模型不带 .git；之后无法 git pull</translation>
    </message>
    <message>
        <source>models come with .git; git pull works</source>
        <translation>模型带有 .git；可以 git pull</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n clone(s):</source>
        <translation>
            <numerusform>%n 个克隆中有 %1：</numerusform>
        </translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>清理…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Second copies in old clones</source>
        <translation>旧克隆中的第二份副本</translation>
    </message>
    <message>
        <source>Git history</source>
        <translation>Git 历史</translation>
    </message>
    <message>
        <source>Previous versions</source>
        <translation>先前版本</translation>
    </message>
    <message>
        <source>Unfinished downloads</source>
        <translation>未完成的下载</translation>
    </message>
    <message>
        <source>Leftovers</source>
        <translation>残留文件</translation>
    </message>
    <message>
        <source>The clones stay clones, and every file stays.</source>
        <translation>克隆仍是克隆，所有文件都会保留。</translation>
    </message>
    <message>
        <source>The way back to the version before the last update is lost.</source>
        <translation>将无法再恢复到上次更新之前的版本。</translation>
    </message>
    <message>
        <source>These downloads would begin anew. Those on the list stay.</source>
        <translation>这些下载将需要从头开始。列表中的下载会保留。</translation>
    </message>
    <message>
        <source>Nothing needs them any more.</source>
        <translation>不再需要它们。</translation>
    </message>
    <message>
        <source>Disk usage</source>
        <translation>磁盘使用情况</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>清理…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Looking at %1…</source>
        <translation>正在查看 %1…</translation>
    </message>
    <message>
        <source>What is here of models stays, whatever is cleaned up.</source>
        <translation>无论清理什么，已有的模型文件都会保留。</translation>
    </message>
    <message>
        <source>%1 disk</source>
        <translation>磁盘共 %1</translation>
    </message>
    <message>
        <source>%1 free · %2 after cleaning up</source>
        <translation>可用 %1 · 清理后 %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>of downloads and removals that ended before their time</source>
        <translation>来自提前结束的下载和删除</translation>
    </message>
    <message numerus="yes">
        <source>of %n model(s)</source>
        <translation>
            <numerusform>来自 %n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n go(es) on in the window and stay(s)</source>
        <translation>
            <numerusform>%n 个会在窗口中继续，因此保留</numerusform>
        </translation>
    </message>
    <message>
        <source>shared with other files, frees %1</source>
        <translation>与其他文件共享，可释放 %1</translation>
    </message>
    <message>
        <source>%1: free %2?</source>
        <translation>%1：释放 %2？</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Cleaning up…</source>
        <translation>正在清理…</translation>
    </message>
    <message>
        <source>%1 freed.</source>
        <translation>已释放 %1。</translation>
    </message>
    <message>
        <source>All files stay, but .gitattributes, which only git reads. What is lost: git log, and git pull to bring them up to date.</source>
        <translation>除仅供 git 读取的 .gitattributes 外，所有文件都会保留。会失去的是：git log，以及用于更新的 git pull。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DiskGauge</name>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Looking at the disk…</source>
        <translation>正在查看磁盘…</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>%1 usable · %2 too little</source>
        <translation>可用于下载 %1 · 还差 %2</translation>
    </message>
    <message>
        <source>%1 · %2 after</source>
        <translation>%1 · 之后 %2</translation>
    </message>
    <message>
        <source>Needed %1</source>
        <translation>需要 %1</translation>
    </message>
    <message>
        <source>Selected %1</source>
        <translation>已选 %1</translation>
    </message>
    <message>
        <source>Other files %1</source>
        <translation>其他文件 %1</translation>
    </message>
    <message>
        <source>Models %1</source>
        <translation>模型 %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DownloadActions</name>
    <message numerus="yes">
        <source>%n model(s), %1 to fetch. %2 can be used on this disk.</source>
        <translation>
            <numerusform>%n 个模型，需下载 %1。此磁盘可用于下载的空间为 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>At the last speed that takes about %1.</source>
        <translation>按上次的速度，大约需要 %1。</translation>
    </message>
    <message>
        <source>Download all</source>
        <translation>全部下载</translation>
    </message>
    <message>
        <source>Download selected</source>
        <translation>下载所选</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>None of these models fits: %1 can be used on this disk.</source>
        <translation>这些模型都放不下：此磁盘可用于下载的空间为 %1。</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>选择其他文件夹</translation>
    </message>
    <message numerus="yes">
        <source>That is too little for all of them; %n of them fit(s).</source>
        <translation>
            <numerusform>空间不够放下全部模型；可放下其中 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Download what fits</source>
        <translation>下载放得下的</translation>
    </message>
    <message>
        <source>%1 that were received are deleted.</source>
        <translation>将删除已收到的 %1。</translation>
    </message>
    <message>
        <source>Discard the download of %1?</source>
        <translation>放弃下载 %1？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Keep download</source>
        <translation>保留下载</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>模型库文件夹</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard.</source>
        <translation>诊断信息已复制到剪贴板。</translation>
    </message>
    <message>
        <source>They go into %1.</source>
        <translation>将存放到 %1。</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %1 and %n other(s).</source>
        <translation>
            <numerusform>未包括：%1 等另外 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>未包括：%1。</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n download(s)?</source>
        <translation>
            <numerusform>丢弃 %n 个下载？</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep downloads</source>
        <translation>保留下载</translation>
    </message>
    <message>
        <source>A folder %1 is made in</source>
        <translation>将在此处创建文件夹 %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DownloadSettings</name>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Models at a time</source>
        <translation>同时下载的模型数</translation>
    </message>
    <message>
        <source>One that fails never stops the others</source>
        <translation>一个失败不会使其他停止</translation>
    </message>
    <message>
        <source>Connections at most</source>
        <translation>最大连接数</translation>
    </message>
    <message>
        <source>Of all downloads together; fewer where more bring nothing</source>
        <translation>所有下载合计；更多连接没有帮助时会减少</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Of all downloads together</source>
        <translation>所有下载合计</translation>
    </message>
    <message>
        <source>New downloads</source>
        <translation>新下载</translation>
    </message>
    <message>
        <source>Remove git history after download</source>
        <translation>下载后移除 Git 历史</translation>
    </message>
    <message>
        <source>Saves some room a model; git log and git pull then no longer work</source>
        <translation>每个模型节省一些空间；之后无法使用 git log 和 git pull</translation>
    </message>
    <message>
        <source>Safe formats only</source>
        <translation>仅限安全格式</translation>
    </message>
    <message>
        <source>Leaves out what runs code when it is loaded: pickle and the like (.bin, .pt, .ckpt)</source>
        <translation>不下载加载时会运行代码的文件：pickle 等（.bin、.pt、.ckpt）</translation>
    </message>
    <message>
        <source>Full speed at</source>
        <translation>全速时段</translation>
    </message>
    <message>
        <source>Hours without that limit; days may stand before them: sat-sun 00:00-24:00</source>
        <translation>不受该限速的时段；前面可写星期：sat-sun 00:00-24:00</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::DownloadsPage</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Queue · %L1</source>
        <translation>队列 · %L1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ExportDialog</name>
    <message numerus="yes">
        <source>The %n model(s) that are ticked</source>
        <translation>
            <numerusform>已勾选的 %n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n model(s) that are here</source>
        <translation>
            <numerusform>已有的 %n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n model(s) of the list</source>
        <translation>
            <numerusform>列表中的全部 %n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>选择位置…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileList</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>您的</translation>
    </message>
    <message>
        <source>Yours, not the repository&apos;s: it was different when the folder was taken over.</source>
        <translation>这是您的文件，而非仓库中的：接管文件夹时它已不同。</translation>
    </message>
    <message>
        <source>damaged, fetched again: %1 of %2</source>
        <translation>已损坏，正在重新获取：%1 / %2</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Its bytes are not those that were published.</source>
        <translation>其字节与发布的不一致。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FilePicker</name>
    <message>
        <source>Usual choices of files</source>
        <translation>常用的文件选择</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>匹配模式</translation>
    </message>
    <message>
        <source>Choose files by patterns of their names</source>
        <translation>按文件名的模式选择文件</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>*.safetensors, *.json</source>
        <translation>*.safetensors, *.json</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>*.bin, images/*</source>
        <translation>*.bin, images/*</translation>
    </message>
    <message>
        <source>Patterns as hf download takes them, with commas between them. “*” stands for any text, folders too, “?” for one letter, “[ab]” for one of these.</source>
        <translation>模式的写法同 hf download，以逗号分隔。“*”代表任意文本，也包括文件夹；“?”代表一个字符；“[ab]”代表其中之一。</translation>
    </message>
    <message numerus="yes">
        <source>%n more variant(s) on their page</source>
        <translation>
            <numerusform>其页面上还有 %n 个变体</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Files: %1</source>
        <translation>文件：%1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileTree</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The files of this model; the space bar ticks what is to be downloaded</source>
        <translation>此模型的文件；按空格键勾选要下载的文件</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FileTreeModel</name>
    <message numerus="yes">
        <source>folder with %n file(s)</source>
        <translation>
            <numerusform>含 %n 个文件的文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>partly chosen</source>
        <translation>部分已选</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FilterBar</name>
    <message>
        <source>Only models of this format</source>
        <translation>仅显示此格式的模型</translation>
    </message>
    <message>
        <source>Fits this machine</source>
        <translation>适合本机</translation>
    </message>
    <message>
        <source>Any access</source>
        <translation>不限权限</translation>
    </message>
    <message>
        <source>Any task</source>
        <translation>不限任务</translation>
    </message>
    <message>
        <source>Any author</source>
        <translation>不限作者</translation>
    </message>
    <message>
        <source>Any licence</source>
        <translation>不限许可证</translation>
    </message>
    <message>
        <source>Open and gated models</source>
        <translation>开放和受限的模型</translation>
    </message>
    <message>
        <source>Open: anybody may download</source>
        <translation>开放：任何人都可以下载</translation>
    </message>
    <message>
        <source>Gated: terms to accept first</source>
        <translation>受限：需先接受条款</translation>
    </message>
    <message>
        <source>Name of the author</source>
        <translation>作者名称</translation>
    </message>
    <message>
        <source>The Hub&apos;s name of a licence</source>
        <translation>许可证在 Hub 上的名称</translation>
    </message>
    <message>
        <source>Gated</source>
        <translation>受限</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>开放</translation>
    </message>
    <message>
        <source>Quantisations of %1</source>
        <translation>%1 的量化版本</translation>
    </message>
    <message>
        <source>Quantisations of %1; click to search all models</source>
        <translation>%1 的量化版本；点击可搜索所有模型</translation>
    </message>
    <message>
        <source>Leaves out what does not fit the library&apos;s disk or the memory. Sizes that are not known are estimated; what cannot be estimated stays.</source>
        <translation>不显示模型库磁盘或内存放不下的模型。未知的大小会进行估计；无法估计的仍会显示。</translation>
    </message>
    <message>
        <source>%1 usable</source>
        <translation>可用 %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundDetails</name>
    <message>
        <source>Choose a model to see what it offers.</source>
        <translation>选择一个模型，查看它提供的内容。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>修订版本</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>打开网页</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Quantisations of this model</source>
        <translation>此模型的量化版本</translation>
    </message>
    <message>
        <source>Quantisations of %1</source>
        <translation>%1 的量化版本</translation>
    </message>
    <message>
        <source>More by %1</source>
        <translation>%1 的更多模型</translation>
    </message>
    <message>
        <source>Default branch</source>
        <translation>默认分支</translation>
    </message>
    <message>
        <source>%1 (tag)</source>
        <translation>%1（标签）</translation>
    </message>
    <message numerus="yes">
        <source>%n more name(s) on its page</source>
        <translation>
            <numerusform>其页面上还有 %n 个名称</numerusform>
        </translation>
    </message>
    <message>
        <source>Download · %1</source>
        <translation>下载 · %1</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Show in my models</source>
        <translation>在我的模型中显示</translation>
    </message>
    <message>
        <source>Download these, too</source>
        <translation>也下载这些</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>已在列表中</translation>
    </message>
    <message>
        <source>Add to list</source>
        <translation>加入列表</translation>
    </message>
    <message>
        <source>It is among your models</source>
        <translation>已在您的模型之中</translation>
    </message>
    <message>
        <source>Among your models, without a download</source>
        <translation>加入您的模型，但不下载</translation>
    </message>
    <message>
        <source>The whole model is chosen in its place.</source>
        <translation>已改为选择整个模型。</translation>
    </message>
    <message>
        <source>What suits best is chosen in its place.</source>
        <translation>已改为选择最合适的项。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundFacts</name>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载量</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>修订版本</translation>
    </message>
    <message>
        <source>All facts</source>
        <translation>全部信息</translation>
    </message>
    <message>
        <source>%L1 tokens</source>
        <translation>%L1 个 token</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundList</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::FoundView</name>
    <message>
        <source>Models of the Hub</source>
        <translation>Hub 上的模型</translation>
    </message>
    <message>
        <source>What the search has found; Enter shows details</source>
        <translation>搜索结果；按 Enter 显示详情</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::GateBox</name>
    <message>
        <source>Sign in…</source>
        <translation>登录…</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>打开网页</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Gated. Asking whether you have access…</source>
        <translation>受限。正在查询您是否有访问权限…</translation>
    </message>
    <message>
        <source>Gated; you have access.</source>
        <translation>受限；您有访问权限。</translation>
    </message>
    <message>
        <source>Gated. This host does not tell whether you have access.</source>
        <translation>受限。此主机不说明您是否有访问权限。</translation>
    </message>
    <message>
        <source>Gated: sign in with an account that has accepted its terms.</source>
        <translation>受限：请用已接受其条款的账号登录。</translation>
    </message>
    <message>
        <source>Gated: your account has not accepted its terms yet. They are on its page.</source>
        <translation>受限：您的账号尚未接受其条款。条款在其页面上。</translation>
    </message>
    <message>
        <source>Gated: its author has not answered your request yet.</source>
        <translation>受限：其作者尚未答复您的申请。</translation>
    </message>
    <message>
        <source>Gated: its author has refused your request. It cannot be downloaded with this account.</source>
        <translation>受限：其作者已拒绝您的申请。无法用此账号下载。</translation>
    </message>
    <message>
        <source>Gated: your token may not read such models. Sign in with one that may.</source>
        <translation>受限：您的令牌无权读取此类模型。请用有此权限的令牌登录。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::HistoryPane</name>
    <message>
        <source>Show among my models</source>
        <translation>在我的模型中显示</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已完成</translation>
    </message>
    <message>
        <source>Clear failed</source>
        <translation>清除失败</translation>
    </message>
    <message>
        <source>What was received of them is kept</source>
        <translation>已收到的内容会保留</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>还没有任何记录。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::HistoryRows</name>
    <message>
        <source>Downloaded</source>
        <translation>已下载</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 freed</source>
        <translation>已释放 %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::LibraryMenu</name>
    <message>
        <source>The move was stopped. The models are in both folders, and all are shown; moving again goes on.</source>
        <translation>移动已停止。模型分布在两个文件夹中，并全部显示；再次移动即可继续。</translation>
    </message>
    <message>
        <source>The library was not moved.</source>
        <translation>模型库未移动。</translation>
    </message>
    <message>
        <source>Download into another folder…</source>
        <translation>下载到其他文件夹…</translation>
    </message>
    <message>
        <source>Add library folder…</source>
        <translation>添加模型库文件夹…</translation>
    </message>
    <message>
        <source>Move library…</source>
        <translation>移动模型库…</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>模型库文件夹</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>含有模型的文件夹</translation>
    </message>
    <message>
        <source>Move the library to this folder</source>
        <translation>将模型库移到此文件夹</translation>
    </message>
    <message>
        <source>Downloads go into</source>
        <translation>下载位置</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1（未连接）</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>All models of %1 move to %2. On another disk they are copied and checked before the originals go. Downloads pause meanwhile and go on there.</source>
        <translation>%1 中的所有模型将移到 %2。如果在另一个磁盘上，会先复制并检查，再移除原文件。其间下载会暂停，之后在新位置继续。</translation>
    </message>
    <message>
        <source>Move the library?</source>
        <translation>移动模型库？</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Moving the library: %1 of %2</source>
        <translation>正在移动模型库：%1 / %2</translation>
    </message>
    <message>
        <source>Moving the library…</source>
        <translation>正在移动模型库…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The library is %1 from now on.</source>
        <translation>从现在起，模型库为 %1。</translation>
    </message>
    <message>
        <source>Not all models moved to %1; the others are shown from where they are.</source>
        <translation>未能将所有模型移到 %1；其余模型仍从原位置显示。</translation>
    </message>
    <message>
        <source>Downloads go into %1 from now on.</source>
        <translation>从现在起下载到 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) that have begun go on into %1.</source>
        <translation>
            <numerusform>%n 个已开始的下载会继续存入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>The models in %1 are still shown.</source>
        <translation>%1 中的模型仍会显示。</translation>
    </message>
    <message>
        <source>The models there are still shown.</source>
        <translation>那里的模型仍会显示。</translation>
    </message>
    <message>
        <source>%1 does not answer; its models are not shown.</source>
        <translation>%1 没有响应；其中的模型不会显示。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::LibrarySettings</name>
    <message>
        <source>Library</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Disk usage</source>
        <translation>磁盘使用情况</translation>
    </message>
    <message>
        <source>What takes room, and what of it can go</source>
        <translation>哪些内容占用空间，其中哪些可以移除</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>显示…</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1（未连接）</translation>
    </message>
    <message>
        <source>The library is being moved.</source>
        <translation>正在移动模型库。</translation>
    </message>
    <message>
        <source>Downloads go into</source>
        <translation>下载位置</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Also shown</source>
        <translation>同时显示</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Take off the list: %1</source>
        <translation>从列表中移除：%1</translation>
    </message>
    <message>
        <source>Another folder with models</source>
        <translation>其他含有模型的文件夹</translation>
    </message>
    <message>
        <source>Its models are shown, too, and not fetched again</source>
        <translation>其中的模型也会显示，并且不会重新下载</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Move the library</source>
        <translation>移动模型库</translation>
    </message>
    <message>
        <source>All models move to another folder or disk, checked before the originals go</source>
        <translation>所有模型移到另一个文件夹或磁盘，检查无误后再移除原文件</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::LoginDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Token of %1, for private and gated models</source>
        <translation>%1 的令牌，用于私有和受限模型</translation>
    </message>
    <message>
        <source>Get a token…</source>
        <translation>获取令牌…</translation>
    </message>
    <message>
        <source>It is tried, then kept in the system&apos;s keychain and nowhere else.</source>
        <translation>令牌会先验证，再保存到系统钥匙串，不会保存到别处。</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在向 %1 查询…</translation>
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
        <translation>填充镜像</translation>
    </message>
    <message>
        <source>Puts the large files of models that are here into a folder that any web server can give out. Other machines then fetch them from there.</source>
        <translation>将已有模型的大文件放入一个文件夹，任何 Web 服务器都可以提供它。其他计算机随后从那里获取。</translation>
    </message>
    <message>
        <source>Folder of the mirror</source>
        <translation>镜像文件夹</translation>
    </message>
    <message>
        <source>Filling the mirror in %1…</source>
        <translation>正在填充 %1 中的镜像…</translation>
    </message>
    <message>
        <source>Filling the mirror in %1: %2 of %3 models</source>
        <translation>正在填充 %1 中的镜像：%2 / %3 个模型</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The mirror in %1 was not filled to the end. What is in it stays.</source>
        <translation>%1 中的镜像未填充完毕。已放入的内容会保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are in the mirror %1; %2 were added.</source>
        <translation>
            <numerusform>镜像 %1 中有 %n 个模型；新增 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: has to be taken over first</source>
        <translation>%1：必须先接管</translation>
    </message>
    <message>
        <source>Others use it by the setting Mirrors: its address, followed by #static.</source>
        <translation>其他人通过“镜像”设置使用它：其地址后加 #static。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not go in.</source>
        <translation>
            <numerusform>%n 项无法放入。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelActions</name>
    <message numerus="yes">
        <source>There are updates for %n model(s).</source>
        <translation>
            <numerusform>%n 个模型有更新。</numerusform>
        </translation>
    </message>
    <message>
        <source>Update all</source>
        <translation>全部更新</translation>
    </message>
    <message>
        <source>%1 was changed by hand since it was installed: what should be there is not known.</source>
        <translation>%1 在安装后被手动更改过：不知道其中应有哪些内容。</translation>
    </message>
    <message>
        <source>Nothing says what should be in %1.</source>
        <translation>无从得知 %1 中应有哪些内容。</translation>
    </message>
    <message>
        <source>%1 is incomplete: %2</source>
        <translation>%1 不完整：%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 is as it was published: %n file(s), %2.</source>
        <translation>
            <numerusform>%1 与发布的内容一致：%n 个文件，共 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1 已损坏：%2</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>%1 is up to date.</source>
        <translation>%1 已是最新。</translation>
    </message>
    <message>
        <source>%1 stays at %2, as it was asked for.</source>
        <translation>%1 按要求保持在 %2。</translation>
    </message>
    <message>
        <source>There is an update of %1.</source>
        <translation>%1 有更新。</translation>
    </message>
    <message>
        <source>There is an update of %1: %2.</source>
        <translation>%1 有更新：%2。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) could not be asked about.</source>
        <translation>
            <numerusform>%n 个模型无法查询。</numerusform>
        </translation>
    </message>
    <message>
        <source>All models are up to date.</source>
        <translation>所有模型均已是最新。</translation>
    </message>
    <message>
        <source>No update is known. “Check for updates” asks.</source>
        <translation>目前没有已知的更新。可用“检查更新”查询。</translation>
    </message>
    <message>
        <source>Which files of %1 do you want?</source>
        <translation>需要 %1 的哪些文件？</translation>
    </message>
    <message>
        <source>You changed %1, and so did the update. Yours stays in its place, or it goes aside with the previous version.</source>
        <translation>您更改过 %1，更新也更改了它。可将您的文件保留在原位，或与先前版本一起另存。</translation>
    </message>
    <message>
        <source>Take the new ones</source>
        <translation>采用新的</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>%1 is back at commit %2.</source>
        <translation>%1 已恢复到提交 %2。</translation>
    </message>
    <message>
        <source>You changed %1 since the update. Yours stays in its place, or it goes aside with the version that is here now.</source>
        <translation>您在更新之后更改过 %1。可将您的文件保留在原位，或与当前版本一起另存。</translation>
    </message>
    <message>
        <source>Take the old ones</source>
        <translation>采用旧的</translation>
    </message>
    <message>
        <source>%1 is now in %2 too, a copy of %3.</source>
        <translation>%1 现在也在 %2 中，副本占用 %3。</translation>
    </message>
    <message>
        <source>%1 is now in %2 too, and takes no room there.</source>
        <translation>%1 现在也在 %2 中，并且不额外占用空间。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Copy %1?</source>
        <translation>复制 %1？</translation>
    </message>
    <message>
        <source>That folder is on another disk, where a copy takes %1.</source>
        <translation>该文件夹在另一个磁盘上，副本会占用 %1。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>%1 is no longer shared.</source>
        <translation>%1 已不再共享。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stay: changed since, or in use by another program.</source>
        <translation>
            <numerusform>%n 个文件保留：之后有更改，或正被其他程序使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is on a branch that its host does not have: %2.</source>
        <translation>%1 位于其主机上没有的分支：%2。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelFilter</name>
    <message>
        <source>%1, sorted, ascending</source>
        <translation>%1，已排序，升序</translation>
    </message>
    <message>
        <source>%1, sorted, descending</source>
        <translation>%1，已排序，降序</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelView</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Families and their models; the space bar ticks, Enter shows details, Shift and Ctrl choose several</source>
        <translation>模型系列及其模型；按空格键勾选，按 Enter 显示详情，按住 Shift 或 Ctrl 可选择多个</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ModelsPane</name>
    <message>
        <source>Reading the catalogue…</source>
        <translation>正在读取模型清单…</translation>
    </message>
    <message>
        <source>No model matches “%1”.</source>
        <translation>没有模型匹配“%1”。</translation>
    </message>
    <message>
        <source>No model is in this state.</source>
        <translation>没有处于此状态的模型。</translation>
    </message>
    <message>
        <source>Ask the Hub for “%1”</source>
        <translation>向 Hub 查询“%1”</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>%1 selected (%2 hidden)</source>
        <translation>已选 %1 个（%2 个隐藏）</translation>
    </message>
    <message>
        <source>No model in this state matches “%1”.</source>
        <translation>此状态下没有与“%1”匹配的模型。</translation>
    </message>
    <message numerus="yes">
        <source>Show %n of other states</source>
        <translation>
            <numerusform>显示其他状态的 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::NetworkSettingsPage</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Mirrors</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Mirrors of large files</source>
        <translation>大文件的镜像</translation>
    </message>
    <message>
        <source>Asked in this order before their host, one address a line. Behind an address: #static for a folder that any web server gives out, #token for one that may have your token</source>
        <translation>按此顺序先于其主机查询，每行一个地址。地址之后：#static 表示任何 Web 服务器都能提供的文件夹，#token 表示可以接收您的令牌</translation>
    </message>
    <message>
        <source>None: neither git&apos;s http.proxy nor https_proxy names one for %1</source>
        <translation>无：Git 的 http.proxy 和 https_proxy 都没有为 %1 指定代理</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Connection to %1</source>
        <translation>到 %1 的连接</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>尚未测试</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即测试</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在测试…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::PathLabel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::PickTabs</name>
    <message>
        <source>Variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Files %L1</source>
        <translation>文件 %L1</translation>
    </message>
    <message>
        <source>Without doubles</source>
        <translation>不含重复</translation>
    </message>
    <message>
        <source>the same weights once</source>
        <translation>相同权重只取一份</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>the whole repository</source>
        <translation>整个仓库</translation>
    </message>
    <message>
        <source>Variants %L1</source>
        <translation>变体 %L1</translation>
    </message>
    <message>
        <source>a branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>a branch · %1</source>
        <translation>分支 · %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::PlaceActions</name>
    <message numerus="yes">
        <source>Open %n page(s)?</source>
        <translation>
            <numerusform>打开 %n 个网页？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n terminal(s)?</source>
        <translation>
            <numerusform>打开 %n 个终端？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n folder(s)?</source>
        <translation>
            <numerusform>打开 %n 个文件夹？</numerusform>
        </translation>
    </message>
    <message>
        <source>Each of them opens a window of its own, or a tab.</source>
        <translation>每个都会打开一个单独的窗口或标签页。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>No address is known.</source>
        <translation>没有已知的地址。</translation>
    </message>
    <message>
        <source>%1 is on the clipboard.</source>
        <translation>%1 已复制到剪贴板。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are on the clipboard.</source>
        <translation>
            <numerusform>%n 行已复制到剪贴板。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueueNotices</name>
    <message>
        <source>%1 was not downloaded</source>
        <translation>%1 未能下载</translation>
    </message>
    <message>
        <source>%1 waits</source>
        <translation>%1 正在等待</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) downloaded</source>
        <translation>
            <numerusform>已下载 %n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>What you chose follows in a minute. A click here shows the window.</source>
        <translation>您选择的操作将在一分钟后执行。点击此处显示窗口。</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) failed</source>
        <translation>
            <numerusform>%n 个下载失败</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueuePane</name>
    <message>
        <source>Starts it, whatever else runs</source>
        <translation>立即开始，不论其他下载</translation>
    </message>
    <message>
        <source>Keeps what was received (space bar)</source>
        <translation>保留已收到的内容（空格键）</translation>
    </message>
    <message>
        <source>Goes on where it stopped (space bar)</source>
        <translation>从停止处继续（空格键）</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Before the one above (Alt+Up; Alt+Home: to the top)</source>
        <translation>移到上一个之前（Alt+向上键；Alt+Home：移到顶部）</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Behind the one below (Alt+Down; Alt+End: to the end)</source>
        <translation>移到下一个之后（Alt+向下键；Alt+End：移到末尾）</translation>
    </message>
    <message>
        <source>Asks first (Del)</source>
        <translation>会先询问（Del）</translation>
    </message>
    <message>
        <source>Nothing is on its way. Tick models and download them: they queue up here.</source>
        <translation>没有正在进行的下载。勾选并下载模型后，它们会在此排队。</translation>
    </message>
    <message>
        <source>To the top</source>
        <translation>移到顶部</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>移到末尾</translation>
    </message>
    <message>
        <source>Show among my models</source>
        <translation>在我的模型中显示</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is on its way. %n download(s) failed: try again from the history.</source>
        <translation>
            <numerusform>没有正在进行的下载。%n 个下载失败：可在历史记录中重试。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueueRows</name>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::QueueView</name>
    <message>
        <source>Downloads in their order</source>
        <translation>按顺序排列的下载</translation>
    </message>
    <message>
        <source>Alt and an arrow key moves, the space bar pauses and resumes</source>
        <translation>Alt 加方向键移动，空格键暂停和继续</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::RateGraph</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 前</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读数</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>没有传输</translation>
    </message>
    <message>
        <source>peak %1 · mean %2</source>
        <translation>峰值 %1 · 平均 %2</translation>
    </message>
    <message>
        <source>%1 now</source>
        <translation>当前 %1</translation>
    </message>
    <message>
        <source>%1, peak %2, mean %3, last %4</source>
        <translation>%1，峰值 %2，平均 %3，最近 %4</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::RateSpark</name>
    <message>
        <source>Rate</source>
        <translation>速度</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ReadmeView</name>
    <message>
        <source>README of the model</source>
        <translation>模型的 README</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::RowTreeModel</name>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Also here</source>
        <translation>其他已有模型</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <translation>已有 %1/%2</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ScriptTools</name>
    <message>
        <source>Open download scripts…</source>
        <translation>打开下载脚本…</translation>
    </message>
    <message>
        <source>Folder with download scripts</source>
        <translation>含有下载脚本的文件夹</translation>
    </message>
    <message>
        <source>Close scripts</source>
        <translation>关闭脚本</translation>
    </message>
    <message>
        <source>Convert scripts…</source>
        <translation>转换脚本…</translation>
    </message>
    <message>
        <source>Export download scripts…</source>
        <translation>导出下载脚本…</translation>
    </message>
    <message>
        <source>Export catalogue…</source>
        <translation>导出模型清单…</translation>
    </message>
    <message>
        <source>%1 is closed. No file in it was touched.</source>
        <translation>已关闭 %1。其中的文件均未改动。</translation>
    </message>
    <message>
        <source>Reading the scripts in %1…</source>
        <translation>正在读取 %1 中的脚本…</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n model(s), here already: %2.</source>
        <translation>
            <numerusform>%1：%n 个模型，已有 %2 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) could not be read for sure.</source>
        <translation>
            <numerusform>%n 个脚本无法准确解读。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Download scripts</source>
        <translation>下载脚本</translation>
    </message>
    <message>
        <source>Export download scripts</source>
        <translation>导出下载脚本</translation>
    </message>
    <message>
        <source>Scripts that get models on a machine without Weightyard. They need git and git-lfs.</source>
        <translation>可在没有 Weightyard 的机器上获取模型的脚本。它们需要 git 和 git-lfs。</translation>
    </message>
    <message>
        <source>Folder for the scripts</source>
        <translation>存放脚本的文件夹</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 个文件写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export catalogue</source>
        <translation>导出模型清单</translation>
    </message>
    <message>
        <source>A catalogue file that names a commit for each model, so that every machine gets the same bytes.</source>
        <translation>模型清单文件，为每个模型指定提交，使每台机器得到的数据完全相同。</translation>
    </message>
    <message>
        <source>Catalogue file</source>
        <translation>模型清单文件</translation>
    </message>
    <message numerus="yes">
        <source>Asking for the commits of %n model(s)…</source>
        <translation>
            <numerusform>正在查询 %n 个模型的提交…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 个模型写入 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SearchBar</name>
    <message>
        <source>Search the Hub</source>
        <translation>搜索 Hub</translation>
    </message>
    <message>
        <source>Words of a model&apos;s name, OWNER/NAME, or the address of its page</source>
        <translation>模型名称中的词语、OWNER/NAME，或模型页面的地址</translation>
    </message>
    <message>
        <source>How what is found is sorted</source>
        <translation>搜索结果的排序方式</translation>
    </message>
    <message>
        <source>Sort: %1 ▾</source>
        <translation>排序：%1 ▾</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SearchField</name>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SettingRow</name>
    <message>
        <source>%1, bytes a second</source>
        <translation>%1，每秒字节数</translation>
    </message>
    <message>
        <source>Restore default of: %1</source>
        <translation>恢复默认值：%1</translation>
    </message>
    <message>
        <source>Restore default: %1</source>
        <translation>恢复默认值：%1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>No setting matches.</source>
        <translation>没有匹配的设置。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SeveralActions</name>
    <message numerus="yes">
        <source>%n other model(s) failed, too.</source>
        <translation>
            <numerusform>另有 %n 个模型也失败了。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are damaged: %1.</source>
        <translation>
            <numerusform>%n 个模型已损坏：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>What should be in %1 is not known.</source>
        <translation>无从得知 %1 中应有哪些内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are as they were published, %1.</source>
        <translation>
            <numerusform>%n 个模型与发布的内容一致，共 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message numerus="yes">
        <source>There are updates for %n model(s).</source>
        <translation>
            <numerusform>%n 个模型有更新。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) could not be asked about.</source>
        <translation>
            <numerusform>%n 个模型无法查询。</numerusform>
        </translation>
    </message>
    <message>
        <source>The chosen models are up to date.</source>
        <translation>所选模型均已是最新。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are shared now, copies of %1.</source>
        <translation>
            <numerusform>%n 个模型现已共享，副本占用 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are shared now, and take no room there.</source>
        <translation>
            <numerusform>%n 个模型现已共享，并且不额外占用空间。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n model(s)?</source>
        <translation>
            <numerusform>复制 %n 个模型？</numerusform>
        </translation>
    </message>
    <message>
        <source>That folder is on another disk, where the copies take %1.</source>
        <translation>该文件夹在另一个磁盘上，副本会占用 %1。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are no longer shared.</source>
        <translation>
            <numerusform>%n 个模型已不再共享。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SeveralPanel</name>
    <message>
        <source>Chosen models</source>
        <translation>所选模型</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::ShareBar</name>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::SignIn</name>
    <message>
        <source>Signed in to %1 as %2.</source>
        <translation>已以 %2 的身份登录 %1。</translation>
    </message>
    <message>
        <source>Signed out of %1.</source>
        <translation>已退出登录 %1。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::StayAwake</name>
    <message>
        <source>Models are being downloaded</source>
        <translation>正在下载模型</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Toolbar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>My models</source>
        <translation>我的模型</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>浏览</translation>
    </message>
    <message>
        <source>Finds models of the Hub</source>
        <translation>查找 Hub 上的模型</translation>
    </message>
    <message>
        <source>Download selected</source>
        <translation>下载所选</translation>
    </message>
    <message>
        <source>Download %1 selected</source>
        <translation>下载所选 %1 个</translation>
    </message>
    <message>
        <source>Download all</source>
        <translation>全部下载</translation>
    </message>
    <message>
        <source>Downloads · %L1</source>
        <translation>下载 · %L1</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>↓ Selected</source>
        <translation>↓ 所选</translation>
    </message>
    <message>
        <source>↓ %1 selected</source>
        <translation>↓ 所选 %1 个</translation>
    </message>
    <message>
        <source>↓ All</source>
        <translation>↓ 全部</translation>
    </message>
    <message>
        <source>What is on its way, in which order, and how fast (Ctrl+J)</source>
        <translation>正在下载的内容、顺序和速度（Ctrl+J）</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::TotalBar</name>
    <message>
        <source>Nothing to do. Tick what you want.</source>
        <translation>没有要下载的内容。请勾选需要的模型。</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1/%2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>限速 %1</translation>
    </message>
    <message>
        <source>%1 paused</source>
        <translation>%1 个已暂停</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) selected.</source>
        <translation>
            <numerusform>已选择 %n 个模型。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Tray</name>
    <message>
        <source>Show window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) paused</source>
        <translation>
            <numerusform>已暂停 %n 个下载</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::Troubles</name>
    <message>
        <source>The models that you added could not be kept.</source>
        <translation>无法保存您添加的模型。</translation>
    </message>
    <message>
        <source>The settings could not be kept.</source>
        <translation>无法保存设置。</translation>
    </message>
    <message>
        <source>The hub did not tell about %1.</source>
        <translation>Hub 没有提供 %1 的信息。</translation>
    </message>
    <message>
        <source>A catalogue was left out. %1</source>
        <translation>已跳过一个模型清单。%1</translation>
    </message>
    <message>
        <source>The list of downloads could not be kept.</source>
        <translation>无法保存下载列表。</translation>
    </message>
    <message>
        <source>What was received of %1 could not be deleted.</source>
        <translation>无法删除已收到的 %1 的内容。</translation>
    </message>
    <message>
        <source>The library could not be read.</source>
        <translation>无法读取模型库。</translation>
    </message>
    <message numerus="yes">
        <source>What is known of %n model(s) could not be read.</source>
        <translation>
            <numerusform>无法读取 %n 个模型的已知信息。</numerusform>
        </translation>
    </message>
    <message>
        <source>The selection needs %1; %2 can be used on this disk.</source>
        <translation>所选内容需要 %1；此磁盘可用于下载的空间为 %2。</translation>
    </message>
    <message>
        <source>Select what fits</source>
        <translation>选择放得下的</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>The history of downloads could not be kept.</source>
        <translation>无法保存下载历史记录。</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>选择其他文件夹</translation>
    </message>
    <message>
        <source>What is here can be used; downloads go on by themselves once it answers.</source>
        <translation>本地已有的模型可以照常使用；恢复响应后，下载会自动继续。</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::UseDialog</name>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>正在查看文件夹…</translation>
    </message>
    <message>
        <source>No command is known for the files that are here. Ready lines are made for mlx-lm, transformers and llama.cpp.</source>
        <translation>对于现有的文件，没有已知的命令。可为 mlx-lm、transformers 和 llama.cpp 生成现成的命令行。</translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>等另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>in a terminal</source>
        <translation>在终端中</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the line for %1</source>
        <translation>复制 %1 的命令行</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::VariantList</name>
    <message>
        <source>best fit</source>
        <translation>最合适</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>What can be downloaded of this model; the space bar chooses</source>
        <translation>此模型可供下载的内容；按空格键选择</translation>
    </message>
    <message>
        <source>is here</source>
        <translation>已在本机</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WelcomeCard</name>
    <message>
        <source>Welcome to Weightyard</source>
        <translation>欢迎使用 Weightyard</translation>
    </message>
    <message>
        <source>Tick models and download them: every byte is checked, and what is interrupted goes on where it stopped.</source>
        <translation>勾选模型并下载：每个字节都会校验，中断后从停止处继续。</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Models go into %1 · %2 free</source>
        <translation>模型存放到 %1 · 可用 %2</translation>
    </message>
    <message>
        <source>Models go into %1</source>
        <translation>模型存放到 %1</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WindowMenu</name>
    <message>
        <source>Add model…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Show more models</source>
        <translation>显示更多模型</translation>
    </message>
    <message>
        <source>Ask the hub for exact sizes</source>
        <translation>向 Hub 查询准确大小</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>登录…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>About Weightyard</source>
        <translation>关于 Weightyard</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WindowSettings</name>
    <message>
        <source>Weightyard %1 is published; this is %2.</source>
        <translation>Weightyard %1 已发布；当前是 %2。</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新增内容</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WindowTools</name>
    <message>
        <source>Take over models…</source>
        <translation>接管模型…</translation>
    </message>
    <message>
        <source>Disk usage…</source>
        <translation>磁盘使用情况…</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>Update all</source>
        <translation>全部更新</translation>
    </message>
    <message>
        <source>Update all · %1</source>
        <translation>全部更新 · %1</translation>
    </message>
    <message>
        <source>Fill a mirror…</source>
        <translation>填充镜像…</translation>
    </message>
</context>
<context>
    <name>weightyard::ui::WorkTabs</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>尚无活动。</translation>
    </message>
</context>
</TS>
