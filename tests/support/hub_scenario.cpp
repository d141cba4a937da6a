#include "hub_scenario.h"

#include "child_process.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

void allowOnly(const QJsonObject &object, const QStringList &keys)
{
    const QStringList present = object.keys();
    for (const QString &key : present) {
        if (!keys.contains(key))
            throw std::runtime_error("unknown key in scenario: " + key.toStdString());
    }
}

QByteArray bytes(const QJsonObject &object, const QString &key)
{
    return object.value(key).toString().toUtf8();
}

Endpoint endpointFrom(const QString &name)
{
    const QHash<QString, Endpoint> names{{u"Git"_s, Endpoint::Git},         {u"Batch"_s, Endpoint::Batch},
                                         {u"Storage"_s, Endpoint::Storage}, {u"Api"_s, Endpoint::Api},
                                         {u"Resolve"_s, Endpoint::Resolve}, {u"Static"_s, Endpoint::Static},
                                         {u"Other"_s, Endpoint::Other}};
    if (!names.contains(name))
        throw std::runtime_error("unknown place of a fault: " + name.toStdString());
    return names.value(name);
}

FaultKind kindFrom(const QString &name)
{
    const QList<FaultKind> kinds = allFaultKinds();
    for (const FaultKind kind : kinds) {
        if (name == QString::fromLatin1(faultName(kind)))
            return kind;
    }
    throw std::runtime_error("unknown kind of fault: " + name.toStdString());
}

ListenerOptions listenerFrom(const QJsonObject &object)
{
    allowOnly(object, {u"address"_s, u"port"_s, u"hostName"_s, u"certificate"_s, u"key"_s});
    ListenerOptions options;
    options.address = object.value(u"address"_s).toString(options.address);
    options.port = static_cast<quint16>(object.value(u"port"_s).toInt());
    options.hostName = object.value(u"hostName"_s).toString();
    options.certificateFile = object.value(u"certificate"_s).toString();
    options.keyFile = object.value(u"key"_s).toString();
    return options;
}

AccessRule accessFrom(const QJsonObject &object)
{
    QStringList users;
    const QJsonArray names = object.value(u"users"_s).toArray();
    for (const QJsonValue &name : names)
        users.append(name.toString());
    const QString access = object.value(u"access"_s).toString(u"public"_s);
    if (access == u"public"_s)
        return AccessRule::open();
    if (access == u"private"_s)
        return AccessRule::privateTo(users);
    if (access == u"gated"_s)
        return AccessRule::gatedTo(users);
    throw std::runtime_error("unknown access: " + access.toStdString());
}

void addRepository(LocalHub &hub, const QJsonObject &object)
{
    allowOnly(object, {u"id"_s, u"from"_s, u"access"_s, u"users"_s});
    const QString id = object.value(u"id"_s).toString();
    const QString from = object.value(u"from"_s).toString();
    hub.addEmptyRepository(id);
    if (!from.isEmpty()) {
        const QString gitFolder = QFileInfo(from + u"/.git"_s).isDir() ? from + u"/.git"_s : from;
        mustRun(u"git"_s, {u"--git-dir"_s, gitFolder, u"push"_s, u"--quiet"_s, u"--no-verify"_s,
                           hub.repositoryPath(id), u"+refs/*:refs/*"_s});
        hub.ingestLfsFolder(gitFolder);
    }
    hub.setAccess(id, accessFrom(object));
}

void applySettings(RunningScenario &scenario, const QJsonObject &object)
{
    allowOnly(object, {u"batchLimit"_s, u"actionLifetimeSeconds"_s, u"authenticated"_s, u"requireTicket"_s,
                       u"storageNeedsAccount"_s, u"allowPush"_s, u"missingLooksPrivate"_s,
                       u"bytesPerSecond"_s, u"keepAliveRequests"_s, u"dataListener"_s});
    scenario.hub->update([&](HubSettings &settings) {
        const auto flag = [&](const QString &key, bool &value) { value = object.value(key).toBool(value); };
        const auto number = [&](const QString &key, auto &value) {
            value = static_cast<std::remove_reference_t<decltype(value)>>(object.value(key).toInteger(value));
        };
        number(u"batchLimit"_s, settings.batchLimit);
        number(u"actionLifetimeSeconds"_s, settings.actionLifetimeSeconds);
        number(u"bytesPerSecond"_s, settings.bytesPerSecond);
        number(u"keepAliveRequests"_s, settings.keepAliveRequests);
        flag(u"authenticated"_s, settings.authenticated);
        flag(u"requireTicket"_s, settings.requireTicket);
        flag(u"storageNeedsAccount"_s, settings.storageNeedsAccount);
        flag(u"allowPush"_s, settings.allowPush);
        flag(u"missingLooksPrivate"_s, settings.missingLooksPrivate);
        if (object.contains(u"dataListener"_s))
            settings.dataBaseUrl =
                scenario.listeners.at(object.value(u"dataListener"_s).toInt()).baseUrl.toString();
    });
}

ObjectId addObject(LocalHub &hub, const QJsonObject &object)
{
    allowOnly(object, {u"file"_s, u"seed"_s, u"size"_s});
    if (object.contains(u"file"_s))
        return hub.addObjectFile(object.value(u"file"_s).toString());
    return hub.addGenerated(static_cast<quint64>(object.value(u"seed"_s).toInteger()),
                            object.value(u"size"_s).toInteger());
}

} // namespace

Fault faultFromJson(const QJsonObject &object)
{
    allowOnly(object, {u"where"_s, u"kind"_s, u"at"_s, u"times"_s, u"skip"_s, u"oid"_s, u"path"_s,
                       u"method"_s, u"inObject"_s, u"status"_s, u"amount"_s, u"milliseconds"_s, u"text"_s,
                       u"reset"_s, u"headers"_s});
    Fault fault;
    fault.where = endpointFrom(object.value(u"where"_s).toString(u"Storage"_s));
    fault.kind = kindFrom(object.value(u"kind"_s).toString());
    fault.oid = bytes(object, u"oid"_s);
    fault.pathPart = object.value(u"path"_s).toString();
    fault.method = bytes(object, u"method"_s);
    fault.skip = object.value(u"skip"_s).toInt();
    fault.times = object.value(u"times"_s).toInt(1);
    fault.inObject = object.value(u"inObject"_s).toBool();
    fault.status = object.value(u"status"_s).toInt();
    fault.at = object.value(u"at"_s).toInteger();
    fault.amount = object.value(u"amount"_s).toInteger();
    fault.milliseconds = object.value(u"milliseconds"_s).toInteger();
    fault.text = bytes(object, u"text"_s);
    fault.reset = object.value(u"reset"_s).toBool();
    const QJsonObject headers = object.value(u"headers"_s).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        fault.headers.append({it.key().toUtf8(), it.value().toString().toUtf8()});
    return fault;
}

RunningScenario runScenario(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        throw std::runtime_error("scenario: " + error.errorString().toStdString());
    allowOnly(object,
              {u"listeners"_s, u"accounts"_s, u"repositories"_s, u"objects"_s, u"settings"_s, u"faults"_s});
    const QJsonArray listeners = object.value(u"listeners"_s).toArray({QJsonObject()});
    RunningScenario scenario;
    scenario.hub = std::make_unique<LocalHub>(listenerFrom(listeners.first().toObject()));
    scenario.listeners.append({1, scenario.hub->baseUrl(), scenario.hub->port()});
    for (qsizetype i = 1; i < listeners.size(); ++i)
        scenario.listeners.append(scenario.hub->addListener(listenerFrom(listeners.at(i).toObject())));
    const QJsonArray accounts = object.value(u"accounts"_s).toArray();
    for (const QJsonValue &value : accounts) {
        const QJsonObject account = value.toObject();
        allowOnly(account, {u"user"_s, u"secret"_s, u"strictUser"_s});
        scenario.hub->addAccount({account.value(u"user"_s).toString(), bytes(account, u"secret"_s),
                                  account.value(u"strictUser"_s).toBool()});
    }
    const QJsonArray repositories = object.value(u"repositories"_s).toArray();
    for (const QJsonValue &value : repositories)
        addRepository(*scenario.hub, value.toObject());
    const QJsonArray objects = object.value(u"objects"_s).toArray();
    for (const QJsonValue &value : objects)
        scenario.objects.append(addObject(*scenario.hub, value.toObject()));
    applySettings(scenario, object.value(u"settings"_s).toObject());
    const QJsonArray faults = object.value(u"faults"_s).toArray();
    for (const QJsonValue &value : faults)
        scenario.hub->addFault(faultFromJson(value.toObject()));
    return scenario;
}

} // namespace weightyard::test
