export const HELP = `dastak: the Dastak app with its own CouchDB-compatible endpoint

  dastak [serve]              serve the app at / and the endpoint at /db
      --host H                address to listen on (127.0.0.1; 0.0.0.0 for the local network)
      --port N                port (8080)
      --data FOLDER           where databases, accounts and settings lie (./data)
      --cert F --key F        serve HTTPS; a phone needs it for offline use and its position
      --admin name:password   make this administrator, or give it this password
      --no-demo               no demo campaign, and no demo logins
      --cors-origin URL       let only pages of this origin call (repeat for several)

  dastak user add NAME        make an account
      --role R                collector (default) or coordinator
      --password P            otherwise one is made up and shown
  dastak user password NAME   change a password
  dastak user remove NAME     remove an account
      --data FOLDER           accounts of the endpoint whose data are here (./data)
      --url URL --admin name:password
                              accounts of any CouchDB endpoint; URL is its root, such as http://host:5984

  dastak demo [URL]           put the demo campaign into a database (made if it is missing)
      --admin name:password   or inside the URL: http://name:password@host:5984/demo
      --users                 also make amina, diego and sana, and show their passwords
      --with-responses SEED   also invented answers of two rounds and place reports, from a seed number
  dastak backup FILE          write everything to one file, also while the endpoint runs
      --data FOLDER, or --url URL --admin name:password
  dastak restore FILE         read such a file into an empty data folder
      --missing-from OLDER    what could not be read when FILE was made is taken from this older backup
      --data FOLDER

  dastak compact [DATABASE ...]
                              give back the space of replaced answers, also while the endpoint runs
      --data FOLDER, or --url URL --admin name:password
  dastak check ADDRESS        look at a database from outside, as a phone would; say what is missing and what to do
      --login name:password   best a collector's; or inside the address: https://name:password@host/db/demo
      --origin URL            where the app's pages come from, when from another origin; else CORS is not looked at
  dastak form check FILE      say what is wrong with a form (.xlsx, .csv or Markdown), and what could be better
  dastak form import FILE [URL]
                              check it and make it the current version in a campaign's database
      --files FOLDER          where the files lie that the form names: tables, pictures, sounds, films;
                              one that is not there is taken over from the version before (also for check)
      --admin name:password   or inside the URL: http://name:password@host:5984/demo
      --data FOLDER           without URL: the demo campaign of the endpoint whose data are here (./data)
  dastak form convert FILE OUT
                              write it as a workbook (OUT ends in .xlsx) or as an XForm for ODK (.xml)

  dastak responses export FORM_ID OUT.zip [URL]
                              all responses with their photos, for ODK's and KoboToolbox's tools
      --as json|xml|csv       nested JSON (default), OpenRosa instances, or tables with one for each repeat
  dastak responses import FILE [URL]
                              responses that ODK Central, Briefcase, KoboToolbox or Dastak exported; none comes in twice
      --form FORM_ID          which form they answer, where the file does not tell
      --leave-out             also responses of which something cannot be read, without those answers
                              URL, --admin and --data as of dastak form import

  dastak --help, dastak --version

Everything is told in docs/administration.md.
`;
