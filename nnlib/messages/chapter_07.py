"""What the figures, questions and exercises of chapter 07 say."""

MESSAGES = {
    # figures
    "curve": "curve",
    "start": "start",
    "rate_at": "Step {step}: w = {w}, loss {loss}.",
    "ran_away": "After {n} steps w has run away: the learning rate is too large.",
    "no_threshold": "The curvature changes along this curve, so 2/λ is only a local guide.",
    "rate_small": "Each step multiplies w by 1 − ηλ = {factor}: safe, but slow; η may be up to 2/λ = {most}.",
    "rate_good": "Each step multiplies w by 1 − ηλ = {factor}: quick; η may be up to 2/λ = {most}.",
    "rate_oscillates": "Each step multiplies w by 1 − ηλ = {factor}: it jumps from side to side, and still comes to rest; η may be up to 2/λ = {most}.",
    "rate_stuck": "Each step multiplies w by 1 − ηλ = {factor}: it never comes nearer; η must stay below 2/λ = {most}.",
    "rate_diverges": "Each step multiplies w by 1 − ηλ = {factor}, which makes it larger: η = {rate} is above 2/λ = {most}.",
    "landscape": "landscape",
    "momentum": "momentum",
    "race": "After {step} steps, the losses are: {losses}.",
    "gone_away": "gone (it ran away)",
    "eighths": "times 8 samples",
    "schedule": "schedule",
    "order_of_samples": "order, number",
    "noise": "After {epochs} epochs, the losses are: {losses}; the least there is, is about {least}.",
    "plane": "plane",
    "first_direction": "first direction",
    "second_direction": "second direction",
    "directions": "After {epoch} epochs the loss is {loss}. {share} % of the way lies in this plane; the highest loss on the map is {highest}.",
    "run": "run",
}
