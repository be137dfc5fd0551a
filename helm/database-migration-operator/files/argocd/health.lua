-- Health of every kind of dbmigration.io for Argo CD; samples/gitops/argocd/argocd-cm.yaml puts it where Argo CD looks.
local function word(text)
  if text == nil then return "" end
  return text
end

local conditions = {}
local status = obj.status
if status ~= nil and status.conditions ~= nil then
  for _, condition in ipairs(status.conditions) do
    conditions[condition.type] = condition
  end
end

local function is(kind)
  return conditions[kind] ~= nil and conditions[kind].status == "True"
end

if status == nil or status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "The operator has not looked at the present spec yet." }
end

local ready = conditions["Ready"]
local message = ""
if ready ~= nil then
  message = word(ready.reason) .. ": " .. word(ready.message)
end

if is("Reconciling") then return { status = "Progressing", message = message } end
if is("Stalled") then return { status = "Degraded", message = message } end
if is("Suspended") then return { status = "Suspended", message = message } end
if is("Ready") then return { status = "Healthy", message = message } end
return { status = "Progressing", message = message }
