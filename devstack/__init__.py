"""The whole system on one machine: real HTTP endpoints in the place of AWS, the product's code unchanged.

`python -m devstack` starts it (`stack`, `supervisor`, `processes`, `ports`): the chat and the functions as processes
of their own, in the environment that `product` gives them, against `dynamodb` (or `dynamodb_local`), `functions`
(Lambda), `bedrock`, `identity`, `secrets` and the payment `provider`; `timer` has open payments settled and `front` is
what a browser finds. Each of these runs on its own as well, by the same variables: `PORT=9000 python -m
devstack.identity`.
"""
