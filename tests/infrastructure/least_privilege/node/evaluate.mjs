// Reads {account, cases: [{statements, requests}]} and writes, for each case, whether each request is allowed.
import { readFileSync } from 'node:fs'
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate'

// A model without a region: the service's page on inference profiles has it, the evaluator's data do not. Its check of
// what it is asked is left out for this one; the decision is made in the same way.
const WHEREVER_ROUTED = 'arn:aws:bedrock:::foundation-model/'
const STRICT = { simulationMode: 'Strict' }

const { account, cases } = JSON.parse(readFileSync(0, 'utf-8'))

const simulation = (statements, { action, resource, context }) => ({
  request: {
    principal: `arn:aws:iam::${account}:role/function`,
    action,
    resource: { resource, accountId: account },
    contextVariables: context
  },
  identityPolicies: [{ name: 'role', policy: { Version: '2012-10-17', Statement: statements } }],
  serviceControlPolicies: [],
  resourceControlPolicies: []
})

const allowed = async (statements, request) => {
  const asked = simulation(statements, request)
  if (request.resource.startsWith(WHEREVER_ROUTED)) return runUnsafeSimulation(asked, STRICT) === 'Allowed'
  const answer = await runSimulation(asked, STRICT)
  // What the evaluator does not understand would count as refused, and a policy as tight.
  const { resultType, result } = answer
  if (resultType !== 'single' || result.ignoredContextKeys.length) throw new Error(JSON.stringify([request, answer]))
  return answer.overallResult === 'Allowed'
}

const results = []
for (const { statements, requests } of cases) {
  const decisions = []
  for (const request of requests) decisions.push(await allowed(statements, request))
  results.push(decisions)
}
process.stdout.write(JSON.stringify(results))
