SwaggerUIBundle({
    urls: [
        {name: "Commands", url: "/openapi/command"},
        {name: "Queries", url: "/openapi/query"}
    ],
    dom_id: "#swagger-ui",
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: "StandaloneLayout"
});
