using System.Globalization;
using Postbag.Commands;
using Postbag.Serving;

NativeHeap.KeepSmall();
// Everything people read is British; what is parsed or stored names the invariant culture itself.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
return await PostbagCommand.RunAsync(args);
