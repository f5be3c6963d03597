/**
 * Hosts of interfaces that take their key in the query, as their documentation says, with no header in its place (or none that
 * browsers can send): maps, weather, places, media and exchange rates.
 */
const ONLY_BY_QUERY = [
  'maps.googleapis.com', 'www.googleapis.com', 'youtube.googleapis.com', 'generativelanguage.googleapis.com', 'identitytoolkit.googleapis.com', 'securetoken.googleapis.com', 'fonts.googleapis.com', 'safebrowsing.googleapis.com', 'translation.googleapis.com',
  'api.openweathermap.org', 'pro.openweathermap.org', 'openweathermap.org', 'tile.openweathermap.org', 'api.weatherapi.com', 'api.weatherbit.io', 'weather.visualcrossing.com', 'api.tomorrow.io',
  'api.mapbox.com', 'api.maptiler.com', 'api.geoapify.com', 'api.opencagedata.com', 'api.positionstack.com', 'tile.thunderforest.com', 'atlas.microsoft.com', 'dev.virtualearth.net', 'api.ipstack.com', 'api.ipgeolocation.io', 'ipinfo.io', 'api.ipdata.co', 'api.ip2location.io',
  'api.nasa.gov', 'www.omdbapi.com', 'omdbapi.com', 'api.themoviedb.org', 'api.giphy.com', 'tenor.googleapis.com', 'api.pexels.com', 'pixabay.com', 'ws.audioscrobbler.com', 'api.rawg.io', 'api.spoonacular.com', 'api.edamam.com',
  'www.alphavantage.co', 'finnhub.io', 'api.polygon.io', 'financialmodelingprep.com', 'api.exchangerate.host', 'openexchangerates.org', 'data.fixer.io', 'api.currencylayer.com', 'api.etherscan.io', 'api.bscscan.com', 'api.polygonscan.com',
  'api.steampowered.com', 'graph.facebook.com', 'graph.instagram.com', 'graph.threads.net', 'threads.net', 'api.instagram.com', 'api.weixin.qq.com', 'qyapi.weixin.qq.com', 'oapi.dingtalk.com', 'api.trello.com', 'trello.com', 'slack.com', 'api.telegram.org', 'www.google.com', 'serpapi.com', 'api.twelvedata.com', 'newsapi.org', 'gnews.io', 'api.nytimes.com', 'content.guardianapis.com', 'hunter.io', 'api.hunter.io', 'api.pagespeed.web.dev', 'oauth2.googleapis.com', 'app.ticketmaster.com', 'api.stlouisfed.org', 'quickchart.io', 'rapidapi.com', 'gateway.marvel.com', 'airlabs.co', 'api.aviationstack.com',
];

/** Whether a URL, as far as it is written, goes to such a host. */
export function takesKeyInQueryOnly(url: string): boolean {
  const host = hostOf(url);
  return host !== undefined && ONLY_BY_QUERY.some((one) => host === one || host.endsWith(`.${one}`));
}

/** Whether a URL has a host of its own, rather than that of the page or of a setting of this application. */
export function isElsewhere(url: string): boolean {
  return /^(https?|wss?):\/\//i.test(url.trim()) && !/^\w+:\/\/(localhost|127\.)/i.test(url.trim());
}

/** The host that a URL starts with. */
export function hostOf(url: string): string | undefined {
  return /^(?:https?|wss?):\/\/([a-z0-9.-]+\.[a-z]{2,})(?=[:/?#]|$)/i.exec(url.trim())?.[1]?.toLowerCase();
}
