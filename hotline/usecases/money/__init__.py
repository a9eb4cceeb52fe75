"""Money: prices, budgets, the ledger.

Entry points. Each takes a database, and opens its own transaction:

    refresh_prices     ask the provider for the prices of our countries
    fix_price          count a country at a price set by hand
    show_budget        spent, owed and left; how long it lasts
    change_budget      lower a cap at once, raise it after one more tap
    add_funds          add to the total budget, and say where it came from
    change_money_rule  the margin, the dearest reply, the warning, the hour of a raid
    change_currency    count in the currency of the provider's account
    check_ledger       hold the running figures to the entries

Steps. Each takes a connection, inside the transaction of its caller:

    price_replies      what planned and held replies would cost
"""
