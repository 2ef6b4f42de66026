-- /etc/dovecot/vmail-auth.lua: asks vmail-dictd for Dovecot 2.4. Passdb, userdb, lists of users and the deny gate all
-- use this file. Debian's packages for it: dovecot-auth-lua lua-socket lua-cjson.
--
-- lua_settings, all optional:
--   socket   vmail-dictd's socket; /run/vmail-auth/dict.sock
--   timeout  seconds to wait for an answer, over 0 and up to 60; 10. Must be more than vmail-dictd's busy_timeout
--   dict     the dictionary that a passdb asks: passdb, or deny in auth-vmail-deny.conf.ext; passdb
--
-- If the script cannot tell, the answer is a temporary failure, and never "unknown user": no server, no answer in time,
-- an invalid answer, a mistake in these settings, a missing module. The log says which.

local settings = { socket = "/run/vmail-auth/dict.sock", timeout = 10, dict = "passdb" }

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
  for name, value in pairs(arguments) do
    if settings[name] == nil then return "lua_settings has no " .. name .. "; it has socket, timeout and dict" end
    settings[name] = value
  end
  settings.timeout = tonumber(settings.timeout)
  if not (settings.timeout and settings.timeout > 0 and settings.timeout <= 60) then
    return "lua_settings: timeout must be a number of seconds, over 0 and up to 60"
  end
  if settings.dict ~= "passdb" and settings.dict ~= "deny" then
    return "lua_settings: dict must be passdb or deny"
  end
end

-- Dovecot calls this once for each Lua state. An error here would end the auth process, and so all other passdbs.
function script_init(arguments)
  mistake = read_settings(arguments) or load_modules()
  if mistake then mistake = "vmail-auth.lua: " .. mistake end
end

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
  local line, problem
  local connection = idle[dict]
  idle[dict] = nil
  if connection and not is_quiet(connection) then
    connection:close()
    connection = nil
  end
  if connection then
    line, problem = exchange(connection, command)
    if line then return connection, line end
    if problem == "timeout" then return nil, explain(problem) end
  end
  -- There was no idle connection, or the server was restarted: try once with a new one.
  connection, problem = unix()
  if not connection then return nil, explain(problem) end
  connection:settimeout(settings.timeout, "t")
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
  if line:sub(1, 1) == "F" then return explain(dovecot.tabunescape(line:sub(2))) end
  return explain("invalid answer")
end

-- The fields of an "O{…}" line, text by name; nil for any other line. Dovecot's strings end at a NUL.
local function decode(line)
  if line:sub(1, 1) ~= "O" then return nil end
  local read, fields = pcall(json.decode, dovecot.tabunescape(line:sub(2)))
  if not read or type(fields) ~= "table" then return nil end
  for name, value in pairs(fields) do
    if type(name) ~= "string" or type(value) ~= "string" or value:find("\0", 1, true) then return nil end
  end
  return fields
end

-- The fields that the server has for a user; false if it has none; or nil and the reason why it cannot tell.
local function look_up(dict, user)
  local connection, line = ask(dict, "Lshared/" .. dict .. "/" .. dovecot.tabescape(user) .. "\n")
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

function auth_passdb_lookup(request)
  local fields, problem = look_up(settings.dict, request.user)
  if fields == nil then return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, problem end
  if not fields then
    if settings.dict ~= "deny" then request:log_info("unknown user") end
    return dovecot.auth.PASSDB_RESULT_USER_UNKNOWN
  end
  if settings.dict == "deny" then return dovecot.auth.PASSDB_RESULT_USER_DISABLED end
  if fields.fail then
    -- This takes as long as a wrong password, so that a client cannot tell that the account is closed. A challenge
    -- (CRAM-MD5) comes without a password.
    if fields.password and request.password then request:password_verify(fields.password, request.password) end
    request:log_info("this account may not log in")
    return dovecot.auth.PASSDB_RESULT_USER_DISABLED
  end
  if not fields.password then
    return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, explain("the answer has no password")
  end
  -- This field is for 2.3, which does not know mail_driver and mail_path. Dovecot copies each field between processes.
  fields.userdb_mail = nil
  return dovecot.auth.PASSDB_RESULT_OK, fields
end

function auth_userdb_lookup(request)
  local fields, problem = look_up("userdb", request.user)
  if fields == nil then return dovecot.auth.USERDB_RESULT_INTERNAL_FAILURE, problem end
  if not fields then
    request:log_info("unknown user")
    return dovecot.auth.USERDB_RESULT_USER_UNKNOWN
  end
  if not fields.uid then return dovecot.auth.USERDB_RESULT_INTERNAL_FAILURE, explain("the answer has no uid") end
  fields.mail = nil
  return dovecot.auth.USERDB_RESULT_OK, fields
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
    users[#users + 1] = dovecot.tabunescape(name)
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

-- The answers depend on the user alone, for auth_cache_size. The samples turn the cache off with use_cache = no.
function auth_passdb_get_cache_key() return "%{user}" end
function auth_userdb_get_cache_key() return "%{user}" end
