-- /etc/dovecot/vmail-auth.lua: asks vmail-dictd for Dovecot 2.3 and 2.4. Passdb, userdb, lists of users and the deny gate
-- of 2.4 all use this file. Debian's packages for it: dovecot-auth-lua lua-socket lua-cjson.
--
-- Its settings, all optional. In 2.4 they are lua_settings; 2.3 hands a script none, so change them here:
--   socket   vmail-dictd's socket; /run/vmail-auth/dict.sock
--   timeout  seconds to wait for an answer, over 0 and up to 60; 6. Postfix waits 10 seconds for a login, with Dovecot's
--            failure delay in them. Should be more than vmail-dictd's busy_timeout
--   dict     what a passdb asks: verify, or deny in auth-vmail-deny.conf.ext; verify
local settings = { socket = "/run/vmail-auth/dict.sock", timeout = 6, dict = "verify" }

-- PLAIN and LOGIN: vmail-dictd compares the password, and no hash comes here. CRAM-MD5 and SCRAM need the stored password:
-- they look it up, unless vmail-dictd has the setting hand_out_hashes = no. Then they are temporary failures.
--
-- If the script cannot tell, the answer is a temporary failure, and never "unknown user" or "wrong password": no server, no
-- answer in time, an invalid answer, a mistake in these settings, a missing module. The log says which.
--
-- Each refusal is a line in the log, from which fail2ban learns the address: fail2ban/filter.conf.

-- luasocket's socket.unix, and cjson.
local unix, json

-- The reason why every look-up fails; nil if the script is ready.
local mistake = "script_init was not called"

-- Idle connections by dictionary. Dovecot has one Lua state for each worker and each passdb or userdb section, and asks
-- one question at a time. A connection is not in this table while a question is in progress, and returns only after a
-- complete answer. So no question can read a late answer to another one.
local idle = {}

local function load_module(name, package)
  local found, module = pcall(require, name)
  if found then return module end
  -- The first line names the module; the rest lists every directory that was searched.
  local reason = tostring(module):match("^[^\n]*"):gsub(":$", "")
  return nil, "the Lua module " .. name .. " cannot be loaded (package " .. package .. "): " .. reason
end

local function load_modules()
  local problem
  unix, problem = load_module("socket.unix", "lua-socket")
  if problem then return problem end
  -- Some versions of luasocket return a table, others a function.
  if type(unix) == "table" then unix = unix.stream end
  if type(unix) ~= "function" then
    return "the Lua module socket.unix has no stream sockets; install luasocket 3 (package lua-socket)"
  end
  json, problem = load_module("cjson", "lua-cjson")
  if problem then return problem end
  if type(json) ~= "table" or type(json.decode) ~= "function" then
    return "the Lua module cjson has no decode; install lua-cjson (package lua-cjson)"
  end
end

local function read_settings(arguments)
  for name, value in pairs(arguments or {}) do
    if settings[name] == nil then return "lua_settings has no " .. name .. "; it has socket, timeout and dict" end
    settings[name] = value
  end
  settings.timeout = tonumber(settings.timeout)
  if not (settings.timeout and settings.timeout > 0 and settings.timeout <= 60) then
    return "lua_settings: timeout must be a number of seconds, over 0 and up to 60"
  end
  if settings.dict ~= "verify" and settings.dict ~= "deny" then
    return "lua_settings: dict must be verify or deny"
  end
end

-- Dovecot calls this once for each Lua state. An error here would end the auth process, and so all other passdbs.
function script_init(arguments)
  mistake = read_settings(arguments) or load_modules()
  if mistake then mistake = "vmail-auth.lua: " .. mistake end
  return 0
end

-- Dovecot's escaping. dovecot.tabescape is 2.4's alone.
local escapes = { ["\0"] = "\1" .. "0", ["\1"] = "\1" .. "1", ["\t"] = "\1t", ["\r"] = "\1r", ["\n"] = "\1n" }
local originals = { ["0"] = "\0", ["1"] = "\1", t = "\t", r = "\r", n = "\n" }

local function escape(text) return (text:gsub("[\0\1\t\r\n]", escapes)) end

local function unescape(text) return (text:gsub("\1(.)", originals)) end

-- Sends `bytes` and returns the line that answers them; or closes the connection and returns nil and the reason.
local function exchange(connection, bytes)
  local line
  local sent, problem = connection:send(bytes)
  if sent then line, problem = connection:receive("*l") end
  if line then return line end
  connection:close()
  return nil, problem
end

-- True if an idle connection is open and has nothing to read.
local function is_quiet(connection)
  connection:settimeout(0)
  local _, problem = connection:receive(1)
  -- This removes the limit for one wait. The limit for all of them ("t") stays.
  connection:settimeout(nil)
  return problem == "timeout"
end

local function explain(problem)
  if problem == "timeout" then problem = "no answer in " .. settings.timeout .. " seconds" end
  return "vmail-dictd at " .. settings.socket .. ": " .. tostring(problem)
end

-- Sends a command to the server. Returns the connection and the first line of the answer; or nil and the reason.
local function ask(dict, command)
  if mistake then return nil, mistake end
  local begin = os.time()
  local line, problem
  local connection = idle[dict]
  idle[dict] = nil
  if connection and not is_quiet(connection) then
    connection:close()
    connection = nil
  end
  if connection then
    connection:settimeout(settings.timeout, "t")
    line, problem = exchange(connection, command)
    if line then return connection, line end
    if problem == "timeout" then return nil, explain(problem) end
  end
  -- There was no idle connection, or the server was restarted: try once with a new one.
  connection, problem = unix()
  if not connection then return nil, explain(problem) end
  -- The time that was waited for the other one counts.
  connection:settimeout(math.max(settings.timeout - (os.time() - begin), 0.1), "t")
  local connected
  connected, problem = connection:connect(settings.socket)
  if not connected then
    connection:close()
    return nil, explain(problem)
  end
  -- Version 4.0 of Dovecot's dict protocol, as Dovecot's own client sends it. The server does not answer this line.
  line, problem = exchange(connection, "H4\t0\t0\t\t" .. dict .. "\n" .. command)
  if line then return connection, line end
  return nil, explain(problem)
end

-- The reason to log for an unexpected line. It does not quote the line, which may contain a hash.
local function refusal(line)
  if line:sub(1, 1) == "F" then return explain(unescape(line:sub(2))) end
  return explain("invalid answer")
end

-- The fields of an "O{…}" line, text by name; nil for any other line. Dovecot's strings end at a NUL.
local function decode(line)
  if line:sub(1, 1) ~= "O" then return nil end
  local read, fields = pcall(json.decode, unescape(line:sub(2)))
  if not read or type(fields) ~= "table" then return nil end
  for name, value in pairs(fields) do
    if type(name) ~= "string" or type(value) ~= "string" or value:find("\0", 1, true) then return nil end
  end
  return fields
end

-- The fields that the server has for a user; false if it has none; or nil and the reason why it cannot tell.
local function look_up(dict, user)
  local connection, line = ask(dict, "Lshared/" .. dict .. "/" .. escape(user) .. "\n")
  if not connection then return nil, line end
  local fields = line ~= "N" and decode(line)
  if fields == nil and line:sub(1, 1) ~= "F" then
    connection:close()
  else
    idle[dict] = connection
  end
  if fields == nil then return nil, refusal(line) end
  return fields
end

local function service(request) return tostring(request.protocol or request.service or "") end

-- Logs why a login is refused. A client chooses the name, which therefore comes last and without blanks and brackets, so
-- that it is no line of its own to fail2ban. request:log_info would need auth_verbose.
local function log_refusal(request, reason)
  local name = tostring(request.user or ""):gsub("[^%w@.+_-]", "?")
  request:event():log_info("vmail-auth: login refused: service=" .. service(request) .. ", rip=" ..
    tostring(request.remote_ip or "") .. ", user=<" .. name .. ">: " .. reason)
end

-- Dovecot 2.3 takes mail, and 2.4 mail_driver and mail_path. Dovecot copies each field between processes.
local is_23 = dovecot.tabescape == nil
local function without_unused(fields, prefix)
  if is_23 then
    fields[prefix .. "mail_driver"], fields[prefix .. "mail_path"] = nil, nil
  else
    fields[prefix .. "mail"] = nil
  end
  return fields
end

-- Whether the account's logins are blocked, for a deny passdb.
local function deny(request)
  local fields, problem = look_up("deny", request.user)
  if fields == nil then return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, problem end
  if not fields then return dovecot.auth.PASSDB_RESULT_USER_UNKNOWN, "" end
  log_refusal(request, "its logins are blocked")
  return dovecot.auth.PASSDB_RESULT_USER_DISABLED, ""
end

-- For a mechanism that needs the stored password, and for "doveadm auth lookup".
function auth_passdb_lookup(request)
  if settings.dict == "deny" then return deny(request) end
  local fields, problem = look_up("passdb", request.user)
  if fields == nil then return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, problem end
  if not fields then
    log_refusal(request, "unknown user")
    return dovecot.auth.PASSDB_RESULT_USER_UNKNOWN, ""
  end
  if fields.fail then
    log_refusal(request, "this account may not log in")
    return dovecot.auth.PASSDB_RESULT_USER_DISABLED, ""
  end
  if not fields.password then
    return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, explain("the answer has no password")
  end
  return dovecot.auth.PASSDB_RESULT_OK, without_unused(fields, "userdb_")
end

-- The number of the last verification. The answer repeats it.
local number = 0

-- For PLAIN and LOGIN. The second result is a table with OK, and text with all others: both versions take that.
function auth_password_verify(request, password)
  if settings.dict == "deny" then return deny(request) end
  number = number + 1
  local command = "P" .. number .. "\t" .. escape(request.user) .. "\t" .. escape(password) .. "\t"
    .. escape(service(request)) .. "\t" .. escape(tostring(request.remote_ip or ""))
  -- A master user's login: the password is the master's, and Dovecot has compared it.
  if request.skip_password_check == true then command = command .. "\tskip=y" end
  local connection, line = ask("verify", command .. "\n")
  if not connection then return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, line end

  local letter, answered, rest = line:match("^(%u)(%d+)\t?(.*)$")
  local fields = letter == "O" and decode("O" .. rest)
  if answered ~= tostring(number) or not ("OMNDF"):find(letter, 1, true) or fields == nil or fields and not fields.user then
    connection:close()
    return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, explain("invalid answer")
  end
  idle.verify = connection
  if letter == "O" then return dovecot.auth.PASSDB_RESULT_OK, without_unused(fields, "userdb_") end
  if letter == "M" then
    log_refusal(request, "wrong password")
    return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, ""
  end
  if letter == "N" then
    log_refusal(request, "unknown user")
    return dovecot.auth.PASSDB_RESULT_USER_UNKNOWN, ""
  end
  if letter == "D" then
    log_refusal(request, "this account may not log in")
    return dovecot.auth.PASSDB_RESULT_USER_DISABLED, ""
  end
  return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, refusal("F" .. rest)
end

function auth_userdb_lookup(request)
  local fields, problem = look_up("userdb", request.user)
  if fields == nil then return dovecot.auth.USERDB_RESULT_INTERNAL_FAILURE, problem end
  if not fields then
    request:log_info("unknown user")
    return dovecot.auth.USERDB_RESULT_USER_UNKNOWN, ""
  end
  if not fields.uid then return dovecot.auth.USERDB_RESULT_INTERNAL_FAILURE, explain("the answer has no uid") end
  return dovecot.auth.USERDB_RESULT_OK, without_unused(fields, "")
end

-- All users; nil, which Dovecot treats as a failure, if the list is incomplete.
function auth_userdb_iterate()
  local users = {}
  local connection, line = ask("userdb", "I0\t0\tshared/userdb/\t\n")
  local problem = line
  while connection and line ~= "" do
    local name = line:match("^Oshared/userdb/([^\t]*)\t")
    if not name then
      problem = refusal(line)
      break
    end
    users[#users + 1] = unescape(name)
    line, problem = connection:receive("*l")
    if not line then
      problem = explain(problem)
      break
    end
  end
  if connection and line == "" then
    idle.userdb = connection
    return users
  end
  if connection then connection:close() end
  dovecot.i_error("cannot list the users: " .. problem)
  return nil
end

-- What an answer depends on, for auth_cache_size of 2.4; the samples turn the cache off with use_cache = no. Without the
-- password in it, one wrong password would have the right one refused for auth_cache_negative_ttl.
function auth_passdb_get_cache_key()
  return settings.dict == "deny" and "%{user}" or "%{protocol}/%{remote_ip}/%{user}/%{password}"
end
function auth_userdb_get_cache_key() return "%{user}" end
