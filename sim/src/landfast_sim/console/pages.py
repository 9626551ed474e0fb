from landfast_sim.asgi import Request, Response
class Console:
    def __init__(self, e: str, o: object) -> None: ...
    async def handle(self, r: Request) -> Response:
        return Response(200)
