-- /etc/dovecot/vmail-auth.lua: accounts for Dovecot 2.4, from vmail-dictd. One file for passdb, userdb, lists of users
-- and the deny gate. Debian: dovecot-auth-lua lua-socket lua-cjson.
--
-- lua_settings, all optional:
--   socket   vmail-dictd's socket; /run/vmail-auth/dict.sock
--   timeout  how many seconds to wait for an answer, over 0 and up to 60; 10. More than vmail-dictd's busy_timeout
--   dict     what a passdb asks for: passdb, or deny for the gate in auth-vmail-deny.conf.ext; passdb
--
-- What can't be told is a temporary failure, and never "unknown user": no server, no answer in time, an answer that is
-- not understood, a mistake in these settings, a missing module. The log says which.

local settings = { socket = "/run/vmail-auth/dict.sock", timeout = 10, dict = "passdb" }

-- luasocket's socket.unix, and cjson.
local unix, json

-- Why nothing can be looked up at all; nil when all is well.
local mistake = "script_init was not called"

-- Idle connections by dictionary. Dovecot has a Lua state for each worker and each passdb or userdb section, and asks
-- one question at a time. A connection is out of here while a question is under way, and comes back only after a whole
-- answer: what a late answer arrives on is closed by then.
local idle = {}

local function load_module(name, package)
  local found, module = pcall(require, name)
  if found then return module end
  -- The first line says which module; the rest lists every folder that it is not in.
  local reason = tostring(module):match("^[^\n]*"):gsub(":$", "")
  return nil, "the Lua module " .. name .. " can't be loaded (package " .. package .. "): " .. reason
end

local function load_modules()
  local problem
  unix, problem = load_module("socket.unix", "lua-socket")
  if problem then return problem end
  -- Some versions of luasocket give a table, some a function.
  if type(unix) == "table" then unix = unix.stream end
  if type(unix) ~= "function" then
    return "the Lua module socket.unix has no stream sockets: it is not the one of luasocket 3 (package lua-socket)"
  end
  json, problem = load_module("cjson", "lua-cjson")
  if problem then return problem end
  if type(json) ~= "table" or type(json.decode) ~= "function" then
    return "the Lua module cjson has no decode: it is not lua-cjson (package lua-cjson)"
  end
end

local function read_settings(arguments)
  for name, value in pairs(arguments) do
    if settings[name] == nil then return "lua_settings has no " .. name .. ": there are socket, timeout and dict" end
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

-- Dovecot calls this once for each Lua state. An error here would end the auth process, and with it all other passdbs.
function script_init(arguments)
  mistake = read_settings(arguments) or load_modules()
  if mistake then mistake = "vmail-auth.lua: " .. mistake end
end

-- The line that answers `bytes`; or nil and why, and then the connection is closed.
local function exchange(connection, bytes)
  local line
  local sent, problem = connection:send(bytes)
  if sent then line, problem = connection:receive("*l") end
  if line then return line end
  connection:close()
  return nil, problem
end

-- True if an idle connection is open and nothing waits there to be read.
local function is_quiet(connection)
  connection:settimeout(0)
  local _, problem = connection:receive(1)
  -- No limit for one wait: the limit for all of them ("t") stands.
  connection:settimeout(nil)
  return problem == "timeout"
end

local function explain(problem)
  if problem == "timeout" then problem = "no answer in " .. settings.timeout .. " seconds" end
  return "vmail-dictd at " .. settings.socket .. ": " .. tostring(problem)
end

-- Sends a command to the server: a connection, and the first line of the answer; or nil and why.
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
  -- There was none, or the server restarted: one attempt with a new one.
  connection, problem = unix()
  if not connection then return nil, explain(problem) end
  connection:settimeout(settings.timeout, "t")
  local connected
  connected, problem = connection:connect(settings.socket)
  if not connected then
    connection:close()
    return nil, explain(problem)
  end
  -- Version 4.0 of Dovecot's dict protocol, as its own client greets. There is no answer to that.
  line, problem = exchange(connection, "H4\t0\t0\t\t" .. dict .. "\n" .. command)
  if line then return connection, line end
  return nil, explain(problem)
end

-- Why a line is none that was hoped for. It is not quoted: it may have a hash in it.
local function refusal(line)
  if line:sub(1, 1) == "F" then return explain(dovecot.tabunescape(line:sub(2))) end
  return explain("an answer that is not understood")
end

-- The fields of an "O{…}" line: text by name, nil if it is anything else. Dovecot's strings end at a NUL.
local function decode(line)
  if line:sub(1, 1) ~= "O" then return nil end
  local read, fields = pcall(json.decode, dovecot.tabunescape(line:sub(2)))
  if not read or type(fields) ~= "table" then return nil end
  for name, value in pairs(fields) do
    if type(name) ~= "string" or type(value) ~= "string" or value:find("\0", 1, true) then return nil end
  end
  return fields
end

-- What the server has for a user: fields; false if it has nothing; or nil and why it can't tell.
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
    -- The time that a wrong password takes: whether an account is closed can't be told from outside. A challenge
    -- (CRAM-MD5) has no password here.
    if fields.password and request.password then request:password_verify(fields.password, request.password) end
    request:log_info("this account may not log in")
    return dovecot.auth.PASSDB_RESULT_USER_DISABLED
  end
  if not fields.password then
    return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, explain("an answer without a password")
  end
  -- For 2.3, which does not know mail_driver and mail_path. Each field costs Dovecot its way between processes.
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
  if not fields.uid then return dovecot.auth.USERDB_RESULT_INTERNAL_FAILURE, explain("an answer without a uid") end
  fields.mail = nil
  return dovecot.auth.USERDB_RESULT_OK, fields
end

-- All users; nil, which Dovecot takes for a failure, if the list is not whole.
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
  dovecot.i_error("can't list the users: " .. problem)
  return nil
end

-- What the answers depend on, for auth_cache_size. The samples keep the cache off with use_cache = no.
function auth_passdb_get_cache_key() return "%{user}" end
function auth_userdb_get_cache_key() return "%{user}" end
