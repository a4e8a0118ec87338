//! Where the switches of the open settings stand, before anything is saved.

use super::config::Config;
use super::grants::Grants;
use super::lanes::Gate;
use super::record::Record;

/// One switch for each category and for each service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    categories: Vec<bool>,
    services: Vec<bool>,
}

impl Draft {
    /// The switches as the visitor left them; what a signal rules out is off.
    pub fn new(config: &Config, said: Record, grants: &Grants) -> Draft {
        let mut draft = Draft { categories: said.categories, services: said.services };
        for (category, ruled_out) in grants.ruled_out.iter().enumerate() {
            if *ruled_out {
                draft.set(config, Gate::Category(category), false);
            }
        }
        draft
    }

    /// Whether a switch is on.
    pub fn is_on(&self, gate: Gate) -> bool {
        let (list, number) = match gate {
            Gate::Category(number) => (&self.categories, number),
            Gate::Service(number) => (&self.services, number),
        };
        list.get(number) == Some(&true)
    }

    /// The ids of the switches that are on, with a comma before and behind each.
    pub fn names(&self, config: &Config) -> String {
        let mut names = String::from(",");
        for (list, values) in
            [(&self.categories, config.categories()), (&self.services, config.services())]
        {
            for (on, value) in list.iter().zip(values) {
                if *on {
                    names.push_str(value.get("id").text());
                    names.push(',');
                }
            }
        }
        names
    }

    /// Turns a switch, a category's with those of its services; one that is fixed stays.
    pub fn turn(&mut self, config: &Config, grants: &Grants, gate: Gate, on: bool) {
        let category = gate.category(config);
        if !config.is_required(category) && grants.ruled_out.get(category) == Some(&false) {
            self.set(config, gate, on);
        }
    }

    fn set(&mut self, config: &Config, gate: Gate, on: bool) {
        if let Gate::Category(number) = gate
            && let Some(switch) = self.categories.get_mut(number)
        {
            *switch = on;
        }
        for (number, switch) in self.services.iter_mut().enumerate() {
            let of_category = gate == Gate::Category(config.owner(number));
            if of_category || gate == Gate::Service(number) {
                *switch = on;
            }
        }
    }
}
