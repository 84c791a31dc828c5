def write_report(posterior, rows, checks, took_s):
    for name, (r, b, t) in checks.items(): print(f"{name:22s} rhat {r:.4f} bulk {b:.0f} tail {t:.0f}")
